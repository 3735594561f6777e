package dev.callgate.spring.boot;

import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** The data source that the store takes connections of its own from. */
final class Pool {
    private Pool() {}

    /** Returns a data source without Spring's proxy, which would return the connection of the caller's transaction. */
    static DataSource of(DataSource dataSource) {
        return dataSource instanceof TransactionAwareDataSourceProxy proxy
                ? of(Objects.requireNonNull(
                        proxy.getTargetDataSource(), "target of the TransactionAwareDataSourceProxy"))
                : dataSource;
    }
}
