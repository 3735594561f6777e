package dev.callgate.storage.jdbc.sql;

import jakarta.annotation.Nullable;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Converts the current row of a result set to a value, or returns null to skip the row. */
public interface RowReader<T> {
    @Nullable
    T read(ResultSet row) throws SQLException;
}
