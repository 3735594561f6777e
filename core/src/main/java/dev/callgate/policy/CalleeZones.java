package dev.callgate.policy;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import dev.callgate.model.E164;
import dev.callgate.model.NumberClass;
import jakarta.annotation.Nullable;
import java.lang.reflect.Method;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the possible time zones of a number in the data of libphonenumber's geocoder artifact. Immutable; caches
 * nothing.
 *
 * <p>The artifact is accessed by reflection, because its mapper is in the same package as libphonenumber, and a named
 * module such as this one cannot be compiled against a package that is in two jars. The class path needs no setup. The
 * module path has the same restriction: leave the jars {@code geocoder} and {@code prefixmapper} off it and patch them
 * in, {@code --patch-module com.google.i18n.phonenumbers.libphonenumber=geocoder.jar:prefixmapper.jar}.
 */
final class CalleeZones {
    private static final String MAPPER = "com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper";
    private static final String ARTIFACT = "com.googlecode.libphonenumber:geocoder";

    /**
     * The zones of this calling code range from Guam to American Samoa, so there are no hours that hold in all of them.
     * Each of its area codes belongs to one country.
     */
    private static final int NORTH_AMERICA = 1;

    private final Object mapper;
    private final Method zonesOf;

    private CalleeZones(Object mapper, Method zonesOf) {
        this.mapper = mapper;
        this.zonesOf = zonesOf;
    }

    /**
     * Loads the data.
     *
     * @throws IllegalStateException if the artifact is missing
     */
    static CalleeZones load() {
        try {
            // The mapper needs package-private access to libphonenumber, so it must have the same class loader.
            Class<?> type = Class.forName(MAPPER, true, PhoneNumberUtil.class.getClassLoader());
            Object mapper = type.getMethod("getInstance").invoke(null);
            Method zonesOf = type.getMethod("getTimeZonesForGeographicalNumber", Phonenumber.PhoneNumber.class);
            return new CalleeZones(mapper, zonesOf);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalStateException(
                    "calling hours need the time zones in the optional artifact " + ARTIFACT
                            + ": add it to the class path, or patch it into libphonenumber's module",
                    e);
        }
    }

    /**
     * Returns the possible time zones of the number's area code, or an empty list if they are unknown. A number without
     * a fixed location or an invalid number has none.
     */
    List<ZoneId> ofArea(E164 number) {
        NumberClass numberClass = number.numberClass();
        boolean atAPlace = numberClass == NumberClass.FIXED_LINE || numberClass == NumberClass.FIXED_LINE_OR_MOBILE;
        Phonenumber.PhoneNumber parsed = atAPlace ? parsed(number) : null;
        return parsed == null ? List.of() : byDigits(parsed);
    }

    /**
     * Returns the time zones of all countries that share the number's calling code, or an empty list if they are
     * unknown. For +1, returns only the zones of the number's own country, or of its area if the country has several
     * zones.
     */
    List<ZoneId> ofCountry(E164 number) {
        Phonenumber.PhoneNumber parsed = parsed(number);
        if (parsed == null) {
            return List.of();
        }
        int code = parsed.getCountryCode();
        return code == NORTH_AMERICA ? byDigits(parsed) : known(ids(code, 0));
    }

    /**
     * Returns the zones of the longest known prefix, which are all zones of the calling code if the data does not
     * contain the area.
     */
    private List<ZoneId> byDigits(Phonenumber.PhoneNumber number) {
        List<?> ids = ids(number);
        boolean newAreaCode = number.getCountryCode() == NORTH_AMERICA && ids.equals(ids(NORTH_AMERICA, 0));
        return newAreaCode ? List.of() : known(ids);
    }

    @Nullable
    private static Phonenumber.PhoneNumber parsed(E164 number) {
        try {
            PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
            Phonenumber.PhoneNumber parsed = numbers.parse(number.toString(), null);
            return numbers.isValidNumber(parsed) ? parsed : null;
        } catch (NumberParseException e) {
            // A stored number whose country code no longer exists.
            return null;
        }
    }

    /** Returns the zones of the longest known prefix of these digits. No area has the digits 0. */
    private List<?> ids(int callingCode, long digits) {
        return ids(new Phonenumber.PhoneNumber().setCountryCode(callingCode).setNationalNumber(digits));
    }

    private List<?> ids(Phonenumber.PhoneNumber number) {
        try {
            return (List<?>) zonesOf.invoke(mapper, number);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read the time zones in the artifact " + ARTIFACT, e);
        }
    }

    /** Returns an empty list if any of the zones is unknown, because the hours must hold in that zone too. */
    private static List<ZoneId> known(List<?> ids) {
        List<ZoneId> zones = new ArrayList<>();
        for (Object id : ids) {
            try {
                zones.add(ZoneId.of(String.valueOf(id)));
            } catch (DateTimeException e) {
                // For example Etc/Unknown, which stands for an unknown zone in the data.
                return List.of();
            }
        }
        return zones;
    }
}
