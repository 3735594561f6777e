package dev.callgate.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionTest {
    /** The first four are published: R. G. Newcombe, Statistics in Medicine 17, 1998, table I, method 3. */
    @ParameterizedTest
    @CsvSource({
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605",
        "0, 20, 0.0000, 0.1611",
        "1, 29, 0.0061, 0.1718",
        "5, 10, 0.2366, 0.7634",
        "10, 10, 0.7225, 1.0000"
    })
    @DisplayName("T2 the interval of a share is Wilson's")
    void matchesWilsonsInterval(long hits, long sample, double low, double high) {
        Proportion proportion = new Proportion(hits, sample);
        assertEquals(low, proportion.low(), 0.00005);
        assertEquals(high, proportion.high(), 0.00005);
        assertEquals(OptionalDouble.of((double) hits / sample), proportion.rate());
    }

    @Test
    @DisplayName("T2 nothing is known of an empty sample")
    void isUnknownWithoutSamples() {
        Proportion nothing = new Proportion(0, 0);
        assertEquals(OptionalDouble.empty(), nothing.rate());
        assertEquals(0, nothing.low());
        assertEquals(1, nothing.high());
    }

    @Property
    @Label("T2 the interval holds the share, lies within 0 and 1, and shrinks as the sample grows")
    void containsTheProportion(
            @ForAll @LongRange(min = 0, max = 1_000_000) long hits,
            @ForAll @LongRange(min = 0, max = 1_000_000) long misses) {
        long sample = hits + misses;
        Proportion proportion = new Proportion(hits, sample);
        double rate = proportion.rate().orElse(0.5);
        assertTrue(0 <= proportion.low() && proportion.low() <= rate, proportion::toString);
        assertTrue(rate <= proportion.high() && proportion.high() <= 1, proportion::toString);
        Proportion larger = new Proportion(4 * hits, 4 * sample);
        assertTrue(
                sample == 0 || larger.high() - larger.low() < proportion.high() - proportion.low(),
                proportion::toString);
    }

    @Test
    @DisplayName("what is no part of a whole is refused")
    void rejectsInvalidValues() {
        assertThrows(IllegalArgumentException.class, () -> new Proportion(2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Proportion(-1, 1));
    }
}
