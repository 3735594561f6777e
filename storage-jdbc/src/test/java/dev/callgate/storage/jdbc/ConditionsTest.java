package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.callgate.storage.jdbc.sql.Conditions;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConditionsTest {
    @Test
    @DisplayName("values are in the order of the question marks, those of alternatives included")
    void ordersValues() {
        Conditions where = new Conditions()
                .and("a = ?", 1)
                .andAny(List.of(
                        new Conditions().and("b >= ?", 2).and("b < ?", 3),
                        new Conditions().and("c IS NULL"),
                        new Conditions().and("c = ?", 4)))
                .andIfNamed("d = ?", null)
                .andIfNamed("e = ?", 5);
        assertEquals("WHERE a = ? AND ((b >= ? AND b < ?) OR (c IS NULL) OR (c = ?)) AND e = ?", where.sql());
        assertArrayEquals(new Object[] {1, 2, 3, 4, 5}, where.arguments());
    }
}
