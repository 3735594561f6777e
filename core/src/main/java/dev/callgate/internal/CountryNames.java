package dev.callgate.internal;

import jakarta.annotation.Nullable;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Parses the names of countries in files: two-letter and three-letter ISO 3166-1 codes, and English names as returned
 * by {@link Locale#getDisplayCountry(Locale)} plus a few others in common use.
 */
public final class CountryNames {
    private static final int MAX_CODE_LENGTH = 3;

    /** A text with any other characters is not just a country. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M} .,'’()&-]{2,100}");

    private static final Map<String, String> CODES = codes();

    private CountryNames() {}

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            Locale country = new Locale("", code);
            codes.put(plain(code), code);
            codes.put(plain(country.getISO3Country()), code);
            codes.put(plain(country.getDisplayCountry(Locale.ENGLISH)), code);
        }
        codes.putAll(Map.ofEntries(
                Map.entry("greatbritain", "GB"),
                Map.entry("unitedkingdomofgreatbritainandnorthernireland", "GB"),
                Map.entry("unitedstatesofamerica", "US"),
                Map.entry("czechrepublic", "CZ"),
                Map.entry("turkey", "TR"),
                Map.entry("turkiye", "TR"),
                Map.entry("hongkong", "HK"),
                Map.entry("macau", "MO"),
                Map.entry("macao", "MO"),
                Map.entry("republicofkorea", "KR"),
                Map.entry("russianfederation", "RU"),
                Map.entry("uae", "AE")));
        return codes;
    }

    /** Returns the two-letter ISO 3166-1 code of a country, or null if the code or name is unknown. */
    @Nullable
    public static String code(String name) {
        if (!NAME.matcher(name).matches()) {
            return null;
        }
        String plain = plain(name);
        boolean spelledApart = plain.length() <= MAX_CODE_LENGTH && name.strip().indexOf(' ') >= 0;
        return spelledApart ? null : CODES.get(plain);
    }

    /** Returns the letters in lower case, without accents, punctuation and articles, which differ between lists. */
    private static String plain(String name) {
        StringBuilder plain = new StringBuilder();
        Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("^the\\s+", "")
                .replace("&", "and")
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
