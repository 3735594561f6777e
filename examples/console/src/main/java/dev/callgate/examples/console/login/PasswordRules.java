package dev.callgate.examples.console.login;

import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.Zxcvbn;
import com.nulabinc.zxcvbn.matchers.Match;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which passwords may be set, by NIST SP 800-63B-4, section 3.1.1.2: at least 15 characters, since the password is the only factor; no
 * rules on which kinds of characters; none that is commonly used, expected or compromised, with the user's name, the organization's
 * and the product's among what is expected. The upper bound of 72 bytes is BCrypt's, which ignores the rest.
 *
 * <p>What is common is judged by zxcvbn (Wheeler, USENIX Security 2016; the port zxcvbn4j, MIT license), which brings lists of 30,000
 * common passwords, of names and of words, and knows repetitions, sequences, rows of keyboards and replaced letters, without regard to
 * case. A password has to take 10<sup>10</sup> guesses, its highest score. NIST compares whole passwords only; with 15 characters at
 * least, what people use to get there are repetitions and combinations of common ones, so these are estimated as well.
 */
final class PasswordRules {
    static final int MIN_CHARACTERS = 15;

    static final int MAX_BYTES = 72;

    private static final int HIGHEST_SCORE = 4;

    /** The estimate of longer passwords takes seconds; one that is hard to guess up to here is hard to guess. */
    private static final int ESTIMATED_CHARACTERS = 32;

    /** In Unicode's form NFC a text is at most this many times shorter. */
    private static final int MAX_NFC_EXPANSION = 4;

    private static final int MAX_CONTEXT_LENGTH = 200;

    private static final List<String> PRODUCT =
            List.of("callgate", "call gate", "callgate console", "callgate-console");

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private static final Zxcvbn ESTIMATE = new Zxcvbn();

    private PasswordRules() {}

    /** Returns a password as it is hashed and compared. */
    static String normalized(CharSequence password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    /** Returns whether a password may exist: it is neither empty nor too long. */
    static boolean isPossible(String password) {
        return !password.isEmpty()
                && password.length() <= MAX_BYTES * MAX_NFC_EXPANSION
                && bytes(normalized(password)) <= MAX_BYTES;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * Requires that a password may be set.
     *
     * @param context what a guesser would try first: the user's name, the organization's name
     * @throws InvalidPasswordException if it may not, with a message that says which rule it breaks and never the password
     */
    static void require(String password, String... context) {
        if (password.length() > MAX_BYTES * MAX_NFC_EXPANSION) {
            throw tooLong();
        }
        String normalized = normalized(password);
        int characters = normalized.codePointCount(0, normalized.length());
        if (characters < MIN_CHARACTERS) {
            throw new InvalidPasswordException(
                    "the password has %d characters; choose one of at least %d, such as four words that do not belong together"
                            .formatted(characters, MIN_CHARACTERS));
        }
        if (bytes(normalized) > MAX_BYTES) {
            throw tooLong();
        }
        requireHardToGuess(normalized, expected(context));
    }

    private static InvalidPasswordException tooLong() {
        return new InvalidPasswordException(
                "the password is longer than %d bytes in UTF-8; choose a shorter one".formatted(MAX_BYTES));
    }

    private static List<String> expected(String... context) {
        List<String> all = new ArrayList<>(PRODUCT);
        for (String each : context) {
            String name = normalized(each.length() > MAX_CONTEXT_LENGTH ? each.substring(0, MAX_CONTEXT_LENGTH) : each)
                    .toLowerCase(Locale.ROOT);
            Stream.concat(Stream.of(name), Arrays.stream(BETWEEN_WORDS.split(name)))
                    .filter(word -> !word.isBlank())
                    .forEach(all::add);
        }
        return all;
    }

    private static void requireHardToGuess(String password, List<String> expected) {
        int end = password.offsetByCodePoints(
                0, Math.min(ESTIMATED_CHARACTERS, password.codePointCount(0, password.length())));
        Strength strength = ESTIMATE.measure(password.substring(0, end), expected);
        if (strength.getScore() < HIGHEST_SCORE) {
            throw new InvalidPasswordException(
                    "the password is too easy to guess: it consists mostly of %s; choose another,"
                                    .formatted(weakness(strength.getSequence()))
                            + " such as four words that do not belong together");
        }
    }

    /** Returns what the longest part that a guesser knows is, in words. */
    private static String weakness(List<Match> parts) {
        Match longest = parts.get(0);
        for (Match each : parts) {
            if (each.tokenLength() > longest.tokenLength()) {
                longest = each;
            }
        }
        return switch (longest.pattern) {
            case Dictionary ->
                "user_inputs".equals(longest.dictionaryName)
                        ? "the name of the user, the organization or the product"
                        : "a common password, name or word";
            case Repeat -> "repeated characters";
            case Sequence -> "characters in sequence";
            case Spatial -> "neighboring keys of a keyboard";
            case Date -> "a date";
            default -> "few characters beside common ones";
        };
    }
}
