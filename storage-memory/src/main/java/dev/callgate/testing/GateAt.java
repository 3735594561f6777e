package dev.callgate.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a method of a JUnit test a new {@link TestGate}: {@code void capped(@GateAt("2026-03-02T12:00-05:00[America/New_York]") TestGate
 * gate)}. Needs JUnit Jupiter, which this library does not bring along.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(GateResolver.class)
@SuppressWarnings("exports") // JUnit makes the resolver by reflection
public @interface GateAt {
    /** The time of the gate, as in {@link TestGate#at(String)}. */
    String value();
}
