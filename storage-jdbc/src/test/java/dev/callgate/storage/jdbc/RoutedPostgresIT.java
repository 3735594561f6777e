package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.callgate.contract.BriefStoreContract;
import dev.callgate.contract.FailingDataSource;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.model.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The form for routers, on one PostgreSQL server. Between the store and the server is what the parser and the driver of
 * Apache ShardingSphere-JDBC 5.5.2 refuse: arrays, common table expressions, several queries together, and typed
 * parameters. In the end, every statement has to name the organization for each of its tables, which is what a router
 * finds the server by.
 */
class RoutedPostgresIT extends BriefStoreContract {
    private static final int LEAST_STATEMENTS = 80;

    private static final Pattern NOT_UNDERSTOOD =
            Pattern.compile("(?i)\\bWITH\\b|\\bunnest\\b|\\bLATERAL\\b|\\bARRAY\\b|\\bANY \\(|::\\w+\\[\\]|;");

    private static final StatementLog LOG = new StatementLog();

    private static HikariDataSource pool;
    private static HikariDataSource poolOfFailing;
    private static JdbcStorage storage;

    @BeforeAll
    static void open() {
        String url = Databases.POSTGRESQL.url() + "&stringtype=unspecified";
        pool = Databases.pool(url, 16);
        poolOfFailing = Databases.pool(url, 2);
        Databases.POSTGRESQL.storage();
        storage = open(pool).retryTimeout(Duration.ofMinutes(1));
        storage.validate();
    }

    @Test
    @DisplayName("migrate() says that each server is migrated directly, and validate() reads all columns")
    void refusesToMigrate() throws SQLException {
        StoreException.Permanent refused = assertThrows(StoreException.Permanent.class, storage::migrate);
        assertTrue(refused.getMessage().contains("each of its servers directly"), refused.getMessage());
        try (HikariDataSource empty = Databases.pool(Databases.POSTGRESQL.emptyUrl(), 1)) {
            assertThrows(StoreException.Permanent.class, () -> JdbcStorage.on(empty, Database.POSTGRESQL_ROUTED)
                    .validate());
        }
    }

    private static JdbcStorage open(DataSource server) {
        return JdbcStorage.on(LOG.of(restricted(server)), Database.POSTGRESQL_ROUTED);
    }

    @AfterAll
    static void namesTheOrganization() {
        pool.close();
        poolOfFailing.close();
        Map<String, List<String>> problems = new TreeMap<>();
        for (String sql : LOG.statements()) {
            if (!OrganizationSql.problems(sql).isEmpty()) {
                problems.put(sql, OrganizationSql.problems(sql));
            }
        }
        assertEquals(Map.of(), problems);
        assertTrue(LOG.statements().size() >= LEAST_STATEMENTS, () -> "only %d statements"
                .formatted(LOG.statements().size()));
    }

    @Override
    protected StoreUnderTest storeUnderTest() {
        return StoreUnderTest.over(
                storage,
                step -> FailingDataSource.failingAt(
                        step, poolOfFailing, source -> open(source).retryTimeout(Duration.ZERO)));
    }

    /** The same data source, which fails like a router where a statement or a value is not one that routers understand. */
    private static DataSource restricted(DataSource server) {
        return Proxies.proxy(DataSource.class, (method, args) -> {
            Object result = method.invoke(server, args);
            return result instanceof Connection connection ? restricted(connection) : result;
        });
    }

    private static Connection restricted(Connection connection) {
        return Proxies.proxy(Connection.class, (method, args) -> {
            if (method.getName().equals("createArrayOf")) {
                throw new InvocationTargetException(new SQLFeatureNotSupportedException("createArrayOf"));
            }
            if (method.getName().equals("prepareStatement")
                    && NOT_UNDERSTOOD.matcher((String) args[0]).find()) {
                throw new UnsupportedOperationException("not understood: " + args[0]);
            }
            Object result = method.invoke(connection, args);
            return result instanceof PreparedStatement statement ? restricted(statement) : result;
        });
    }

    /** The type of a parameter is lost on the way. */
    private static PreparedStatement restricted(PreparedStatement statement) {
        return Proxies.proxy(
                PreparedStatement.class,
                (method, args) ->
                        method.getName().equals("setObject") && args.length == 3 && args[2].equals(Types.OTHER)
                                ? untyped(statement, (int) args[0], args[1])
                                : method.invoke(statement, args));
    }

    private static Object untyped(PreparedStatement statement, int index, Object value)
            throws ReflectiveOperationException {
        Method setObject = PreparedStatement.class.getMethod("setObject", int.class, Object.class);
        return setObject.invoke(statement, index, value);
    }
}
