package dev.callgate.examples.quickstart;

import dev.callgate.call.Destination;
import dev.callgate.host.OptionValue;
import dev.callgate.host.UserException;
import dev.callgate.model.E164;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A text file of numbers that must not be called, one per line. */
final class DoNotCallFile {
    static final String OPTION = "--do-not-call";

    /** Some editors write it at the beginning of UTF-8 files. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path file;
    private final DialPlan dialPlan;

    DoNotCallFile(Path file, DialPlan dialPlan) {
        this.file = file;
        this.dialPlan = dialPlan;
    }

    Set<E164> read() {
        Set<E164> numbers = new HashSet<>();
        int line = 0;
        for (String text : lines()) {
            line++;
            String number = line == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
            if (!number.isBlank()) {
                numbers.add(number(number, line));
            }
        }
        return numbers;
    }

    private E164 number(String text, int line) {
        Destination understood = dialPlan.understood(text);
        if (understood instanceof Destination.Valid dialable) {
            return dialable.e164();
        }
        String problem = understood instanceof Destination.Invalid undialable
                ? undialable.problem()
                : "\"%s\" is an emergency number, which may always be called".formatted(text.strip());
        throw wrong("line %d: %s".formatted(line, problem), null);
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw wrong("no such file", e);
        } catch (CharacterCodingException e) {
            throw wrong("not a UTF-8 text file", e);
        } catch (IOException e) {
            throw wrong("cannot be read: " + e.getMessage(), e);
        }
    }

    private UserException wrong(String problem, @Nullable Throwable cause) {
        return OptionValue.invalid(OPTION, file, problem, cause);
    }
}
