package dev.callgate.examples.console.demo;

import dev.callgate.model.E164;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Numbers that follow each other, as providers sell them; all of them kept free for fiction.
 *
 * @param beginning all of a number but its last digit
 * @param size how many, from the last digit 0 on
 */
record Block(String beginning, int size) {
    Stream<E164> numbers() {
        return IntStream.range(0, size).mapToObj(digit -> E164.of(beginning + digit));
    }
}
