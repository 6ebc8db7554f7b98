state-required = required
