"""A manifest of archives → claims as Parquet, shard by shard, and from there a register: millions of documents."""
