//! Reading and checking city packs
