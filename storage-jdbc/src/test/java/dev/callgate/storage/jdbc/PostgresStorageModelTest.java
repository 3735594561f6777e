package dev.callgate.storage.jdbc;

import dev.callgate.contract.StorageModelContract;

class PostgresStorageModelTest extends StorageModelContract<JdbcStorage> {
    @Override
    protected JdbcStorage storage() {
        return Databases.POSTGRESQL.storage();
    }
}
