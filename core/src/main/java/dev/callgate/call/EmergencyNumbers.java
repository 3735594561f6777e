package dev.callgate.call;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import dev.callgate.number.DialledText;
import jakarta.annotation.Nullable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Short codes that must reach an emergency service: the lists are libphonenumber's. */
final class EmergencyNumbers {
    private static final int FEWEST_DIGITS = 2;
    private static final int MOST_DIGITS = 6;

    /** What every mobile telephone takes for an emergency call, with any SIM card: 3GPP TS 22.101, clause 10.1. */
    private static final Set<String> EVERYWHERE = Set.of("112", "911");

    /** Regions without a list of short numbers; to ask for one would log a warning with a stack trace each time. */
    private static final Set<String> WITHOUT_LIST = Set.of("GQ", "IO", "TA", "TK");

    private static final Set<String> REGIONS = PhoneNumberUtil.getInstance().getSupportedRegions().stream()
            .filter(region -> !WITHOUT_LIST.contains(region))
            .collect(Collectors.toUnmodifiableSet());

    private static final int MOST_ANSWERS = 4_096;

    /** Asking takes long, above all for all regions, and few short codes are dialled. */
    private static final Map<Question, Boolean> ANSWERS = new ConcurrentHashMap<>();

    private EmergencyNumbers() {}

    /** Tells whether a number, with separators or without, is an emergency number of a region, or of any if it is null. */
    static boolean has(String number, @Nullable String region) {
        if (!DialledText.holdsOnlyDigitsAndSeparators(number) || DialledText.beginsWithPlus(number)) {
            return false;
        }
        String digits = PhoneNumberUtil.normalizeDigitsOnly(number);
        if (digits.length() < FEWEST_DIGITS || digits.length() > MOST_DIGITS) {
            return false;
        }
        if (ANSWERS.size() >= MOST_ANSWERS) {
            ANSWERS.clear();
        }
        return ANSWERS.computeIfAbsent(new Question(digits, region), Question::answer);
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
