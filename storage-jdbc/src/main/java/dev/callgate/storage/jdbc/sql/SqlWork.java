package dev.callgate.storage.jdbc.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** Work to do on a connection. */
public interface SqlWork<T> {
    T on(Connection connection) throws SQLException;
}
