package dev.callgate.storage.jdbc;

import java.sql.Connection;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Data sources that hand out the connection of the thread's transaction, Spring's and such as hosts write; in front of a pool. */
enum HandingOut {
    SPRING {
        @Override
        DataSource over(DataSource pool) {
            return new TransactionAwareDataSourceProxy(pool);
        }
    },
    SPRING_AGAIN_FOR_EACH_CALL {
        @Override
        DataSource over(DataSource pool) {
            TransactionAwareDataSourceProxy proxy = new TransactionAwareDataSourceProxy(pool);
            proxy.setReobtainTransactionalConnections(true);
            return proxy;
        }
    },
    SPRING_BEHIND_LAZY {
        @Override
        DataSource over(DataSource pool) {
            return new LazyConnectionDataSourceProxy(new TransactionAwareDataSourceProxy(pool));
        }
    },
    SPRING_BEFORE_LAZY {
        @Override
        DataSource over(DataSource pool) {
            return new TransactionAwareDataSourceProxy(pool);
        }

        @Override
        DataSource ofTransactions(DataSource pool) {
            return new LazyConnectionDataSourceProxy(pool);
        }
    },
    HAND_WRITTEN_ON_SPRING {
        @Override
        DataSource over(DataSource pool) {
            return Proxies.proxy(DataSource.class, (method, args) -> {
                Connection connection = DataSourceUtils.getConnection(pool);
                return Proxies.proxy(Connection.class, (called, its) -> {
                    if (called.getName().equals("close")) {
                        DataSourceUtils.releaseConnection(connection, pool);
                        return null;
                    }
                    return called.invoke(connection, its);
                });
            });
        }
    },
    /** The pool's own connection outside of a transaction, and the transaction's within, which cannot be closed. */
    HAND_WRITTEN {
        @Override
        DataSource over(DataSource pool) {
            return Proxies.proxy(
                    DataSource.class,
                    (method, args) ->
                            TransactionSynchronizationManager.getResource(pool) instanceof ConnectionHolder bound
                                    ? unclosed(bound.getConnection())
                                    : method.invoke(pool, args));
        }
    };

    /** The data source that a host would give to the library. */
    abstract DataSource over(DataSource pool);

    /** The data source that the host's transactions are of, in front of a pool. */
    DataSource ofTransactions(DataSource pool) {
        return pool;
    }

    static PlatformTransactionManager transactions(DataSource dataSource) {
        return new DataSourceTransactionManager(dataSource);
    }

    static Connection unclosed(Connection connection) {
        return Proxies.proxy(
                Connection.class,
                (method, args) -> method.getName().equals("close") ? null : method.invoke(connection, args));
    }
}
