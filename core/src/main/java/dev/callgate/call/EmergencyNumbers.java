package dev.callgate.call;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Short codes that must reach an emergency service, of every region: the lists are libphonenumber's. */
final class EmergencyNumbers {
    /** Digits with the separators that people write, and nothing that a longer number needs. */
    private static final Pattern SHORT_CODE = Pattern.compile("[\\p{Nd} .\\-]{2,12}");

    /** Regions without a list of short numbers; to ask for one would log a warning with a stack trace each time. */
    private static final Set<String> WITHOUT_LIST = Set.of("GQ", "IO", "TA", "TK");

    private static final List<String> REGIONS = PhoneNumberUtil.getInstance().getSupportedRegions().stream()
            .filter(region -> !WITHOUT_LIST.contains(region))
            .toList();

    private EmergencyNumbers() {}

    static boolean has(String dialled) {
        String text = dialled.strip();
        if (!SHORT_CODE.matcher(text).matches()) {
            return false;
        }
        String digits = PhoneNumberUtil.normalizeDigitsOnly(text);
        return REGIONS.stream().anyMatch(region -> ShortNumberInfo.getInstance().isEmergencyNumber(digits, region));
    }
}
