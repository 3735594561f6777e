package dev.callgate.storage.jdbc.table;

import dev.callgate.model.NumberQuery;
import dev.callgate.model.PhoneNumber;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Lists pages of numbers, and counts them. */
public interface NumberListing {
    List<PhoneNumber> page(Connection connection, NumberQuery query) throws SQLException;

    /**
     * Counts the numbers that pass the query's filters.
     *
     * @param most the count at which counting stops
     */
    long count(Connection connection, NumberQuery query, long most) throws SQLException;
}
