//! The screens: what is open, what an intent does, what to ask of the world
