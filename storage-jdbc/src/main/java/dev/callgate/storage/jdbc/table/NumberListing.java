package dev.callgate.storage.jdbc.table;

import dev.callgate.model.NumberQuery;
import dev.callgate.model.PhoneNumber;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Pages of numbers, and how many there are. */
public interface NumberListing {
    List<PhoneNumber> page(Connection connection, NumberQuery query) throws SQLException;

    /** The numbers that pass the query's filters, counted up to so many. */
    long count(Connection connection, NumberQuery query, long most) throws SQLException;
}
