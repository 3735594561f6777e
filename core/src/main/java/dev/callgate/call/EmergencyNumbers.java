package dev.callgate.call;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import dev.callgate.number.DialledText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Short codes that must reach an emergency service, of every region: the lists are libphonenumber's. */
final class EmergencyNumbers {
    private static final int FEWEST_DIGITS = 2;
    private static final int MOST_DIGITS = 6;

    /** Regions without a list of short numbers; to ask for one would log a warning with a stack trace each time. */
    private static final Set<String> WITHOUT_LIST = Set.of("GQ", "IO", "TA", "TK");

    private static final List<String> REGIONS = PhoneNumberUtil.getInstance().getSupportedRegions().stream()
            .filter(region -> !WITHOUT_LIST.contains(region))
            .toList();

    /** What dialers put around a number: the scheme of a tel URI (RFC 3966), pauses. Nothing may hide an emergency. */
    private static final Pattern AROUND = Pattern.compile("^\\s*tel:|[,;!\\s]+$", Pattern.CASE_INSENSITIVE);

    private static final int MOST_ANSWERS = 4_096;

    /** Asking all regions takes long, and few short codes are dialled. */
    private static final Map<String, Boolean> ANSWERS = new ConcurrentHashMap<>();

    private EmergencyNumbers() {}

    static boolean has(String dialled) {
        if (dialled.length() > DialledText.MAX_LENGTH) {
            return false;
        }
        String text = AROUND.matcher(dialled).replaceAll("");
        if (!DialledText.holdsOnlyDigitsAndSeparators(text) || DialledText.beginsWithPlus(text)) {
            return false;
        }
        String digits = PhoneNumberUtil.normalizeDigitsOnly(text);
        if (digits.length() < FEWEST_DIGITS || digits.length() > MOST_DIGITS) {
            return false;
        }
        if (ANSWERS.size() >= MOST_ANSWERS) {
            ANSWERS.clear();
        }
        return ANSWERS.computeIfAbsent(digits, EmergencyNumbers::isOneOfAnyRegion);
    }

    private static boolean isOneOfAnyRegion(String digits) {
        return REGIONS.stream().anyMatch(region -> ShortNumberInfo.getInstance().isEmergencyNumber(digits, region));
    }
}
