package dev.callgate.examples.console.organization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.model.E164;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentAssignmentsTest {
    @ParameterizedTest
    @CsvSource({
        "+12025550123, +120255501229999",
        "+12025550120, +1202555012",
        "+12025550100, +1202555010",
        "+202555010, +20255501",
        "+491234567890121, +491234567890120",
        "+491234567890120, +49123456789012",
        "+101, +100999999999999",
        "+11, +109999999999999",
    })
    @DisplayName("L15 the page of one number begins right before it, whatever numbers come before")
    void before(String number, String before) {
        E164 place = AgentAssignments.before(E164.of(number));
        assertEquals(E164.of(before), place);
        assertTrue(place.compareTo(E164.of(number)) < 0);
    }
}
