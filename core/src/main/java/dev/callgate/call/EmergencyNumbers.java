package dev.callgate.call;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import jakarta.annotation.Nullable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Recognizes emergency numbers, which are short codes. The lists come from libphonenumber. */
final class EmergencyNumbers {
    /**
     * Regions without a list of short numbers. libphonenumber logs a warning with a stack trace for each query about
     * them.
     */
    private static final Set<String> WITHOUT_LIST = Set.of("GQ", "IO", "TA", "TK");

    /** Regions with a list of short numbers. */
    static final Set<String> REGIONS = PhoneNumberUtil.getInstance().getSupportedRegions().stream()
            .filter(region -> !WITHOUT_LIST.contains(region))
            .collect(Collectors.toUnmodifiableSet());

    /**
     * The numbers that every mobile phone treats as emergency numbers, with any SIM card: 3GPP TS 22.101, clause 10.1.
     */
    private static final Set<String> EVERYWHERE = Set.of("112", "911");

    private static final String SEPARATOR = "[\\s\\p{Z}\\p{Pd}./()\\[\\]_\u00B7\u2022\u2212\u30FB\u30FC]";

    /** Characters that are ignored: all except letters, digits, and the plus sign of a number in another country. */
    private static final String IGNORED = "[^\\p{L}\\p{N}+]*+";

    /**
     * Digits with separators, and the text after them. The text before them must not contain dialed characters or
     * currency symbols.
     */
    private static final Pattern DIGITS = Pattern.compile(
            "[^\\p{L}\\p{N}\\p{Sc}+*#]*+([0-9](?:%1$s*+[0-9]){1,5}+)(?!%1$s*+[0-9])(.*)".formatted(SEPARATOR),
            Pattern.DOTALL);

    /** Letters that dialers treat as pauses, unless they are part of a word. */
    private static final String PAUSES = "(?<!\\p{L})[pw]++(?!\\p{L})";

    /** An extension, pauses followed by digits, a final number sign (#), parameters, or a remark in parentheses. */
    private static final Pattern AFTER_DIGITS = Pattern.compile(
            ("%1$s|[^\\p{L}\\p{N}+;]*+;\\p{L}.*"
                            + "|[^\\p{L}\\p{N}+]*(?:[,;#*!~]|%2$s|%3$s%1$s(?=[0-9]))(?:[^\\p{L}+]|%2$s|%3$s)*+"
                            + "|[^\\p{L}\\p{N}+]*[(\\[][^\\p{N}()\\[\\]+]*+[)\\]]%1$s")
                    .formatted(IGNORED, PAUSES, "(?<!\\p{L})" + NumberAndExtension.WORD),
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** A service code before a number: #31# 112, *67 911, *67911. In contrast, *112# is a request to the network. */
    private static final Pattern AFTER_SERVICE_CODE = Pattern.compile(
            "[^\\p{L}\\p{N}+*#]*+[*#]{1,2}+[0-9]{2,3}+(?:#|[\\s,pw-])[\\s,pw-]*+([0-9].*)|\\*[0-9]{2}([0-9]{3,}+[^#]*)",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    /** The separators between the numbers of a list. */
    private static final Pattern LIST_SEPARATORS = Pattern.compile(
            "\\s*+(?:[/|&,;\\v\\t]|(?<![\\p{L}])(?:or|and|oder|und|ou|et|o|y|e)(?![\\p{L}]))\\s*+",
            Pattern.CASE_INSENSITIVE);

    private static final int MIN_DIGITS = 2;
    private static final int MAX_DIGITS = 6;
    private static final int MAX_CACHED_ANSWERS = 4_096;

    /**
     * Caches the results, because queries are slow, especially for all regions, and only few short codes are dialed.
     */
    private static final Map<Question, Boolean> ANSWERS = new ConcurrentHashMap<>();

    private EmergencyNumbers() {}

    /**
     * Returns the digits of the emergency number in a text, for a region or, if the region is null, for any region. The
     * number may have separators, an extension, pauses or parameters, may follow a service code, and may be the first
     * of several emergency numbers. A text that could be another number is not an emergency number.
     */
    static Optional<String> in(String text, @Nullable String region) {
        String dialed = withAsciiDigits(text);
        Matcher digits = DIGITS.matcher(dialed);
        if (digits.matches() && AFTER_DIGITS.matcher(digits.group(2)).matches()) {
            Optional<String> found = Optional.of(PhoneNumberUtil.normalizeDigitsOnly(digits.group(1)))
                    .filter(each -> has(each, region));
            if (found.isPresent()) {
                return found;
            }
        }
        Matcher service = AFTER_SERVICE_CODE.matcher(dialed);
        return service.matches()
                ? in(service.group(1) == null ? service.group(2) : service.group(1), region)
                : firstOf(List.of(LIST_SEPARATORS.split(dialed, -1)), region);
    }

    private static Optional<String> firstOf(List<String> list, @Nullable String region) {
        return list.size() > 1 && list.stream().allMatch(each -> has(each, region))
                ? Optional.of(list.get(0))
                : Optional.empty();
    }

    /**
     * Converts the digits of any script to ASCII, and removes combining marks and the control characters between
     * digits.
     */
    private static String withAsciiDigits(String text) {
        StringBuilder ascii = new StringBuilder();
        text.codePoints()
                .filter(each -> Character.isWhitespace(each) || !isMark(each))
                .map(each -> Character.isDigit(each) ? '0' + Character.digit(each, 10) : each)
                .forEach(ascii::appendCodePoint);
        return ascii.toString();
    }

    private static boolean isMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    /** Returns whether digits are an emergency number of a region or, if the region is null, of any region. */
    static boolean has(String digits, @Nullable String region) {
        if (digits.length() < MIN_DIGITS || digits.length() > MAX_DIGITS || !isAscii(digits)) {
            return false;
        }
        if (ANSWERS.size() >= MAX_CACHED_ANSWERS) {
            ANSWERS.clear();
        }
        return ANSWERS.computeIfAbsent(new Question(digits, region), Question::answer);
    }

    private static boolean isAscii(String digits) {
        return digits.chars().allMatch(each -> each >= '0' && each <= '9');
    }

    private record Question(String digits, @Nullable String region) {
        boolean answer() {
            if (region == null) {
                return REGIONS.stream().anyMatch(this::isListedIn);
            }
            return EVERYWHERE.contains(digits) || (REGIONS.contains(region) && isListedIn(region));
        }

        private boolean isListedIn(String listed) {
            return ShortNumberInfo.getInstance().isEmergencyNumber(digits, listed);
        }
    }
}
