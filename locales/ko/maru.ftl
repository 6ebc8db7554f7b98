state-required = 꼭 필요함
