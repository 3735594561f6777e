package dev.callgate.storage.jdbc;

import dev.callgate.contract.StorageModelContract;

class H2StorageModelTest extends StorageModelContract<JdbcStorage> {
    @Override
    protected JdbcStorage storage() {
        return Databases.H2.storage();
    }
}
