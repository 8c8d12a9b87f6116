// The staff desk's door: Ant Design and everything built on it. Only ui/ knows which library draws the desk.
export {}
