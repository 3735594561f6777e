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
 * The time zones that a number may be in, by the data in libphonenumber's geocoder artifact. Immutable; remembers
 * nothing.
 *
 * <p>The artifact is reached by reflection, because its mapper is in the package of libphonenumber itself, and a named
 * module such as this one cannot be compiled against a package that is in two jars. On the class path there is nothing
 * to do. On the module path it cannot stand either: leave the jars {@code geocoder} and {@code prefixmapper} off it and
 * patch them in, {@code --patch-module com.google.i18n.phonenumbers.libphonenumber=geocoder.jar:prefixmapper.jar}.
 */
final class CalleeZones {
    private static final String MAPPER = "com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper";
    private static final String ARTIFACT = "com.googlecode.libphonenumber:geocoder";

    /**
     * The zones of this calling code go from Guam to American Samoa, and hours that hold in all of them do not exist.
     * Each of its area codes is in one country.
     */
    private static final int NORTH_AMERICA = 1;

    private final Object mapper;
    private final Method zonesOf;

    private CalleeZones(Object mapper, Method zonesOf) {
        this.mapper = mapper;
        this.zonesOf = zonesOf;
    }

    /**
     * Looks for the data.
     *
     * @throws IllegalStateException if the artifact is not there
     */
    static CalleeZones load() {
        try {
            // libphonenumber's loader: the mapper sees into that package, which it can only from the same loader.
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
     * Returns the zones that the number's area code may be in; none if they are not known. A number that is at no
     * place, or is not valid, has none.
     */
    List<ZoneId> ofArea(E164 number) {
        NumberClass numberClass = number.numberClass();
        boolean atAPlace = numberClass == NumberClass.FIXED_LINE || numberClass == NumberClass.FIXED_LINE_OR_MOBILE;
        Phonenumber.PhoneNumber parsed = atAPlace ? parsed(number) : null;
        return parsed == null ? List.of() : byDigits(parsed);
    }

    /**
     * Returns the zones of all countries that share the number's calling code; none if they are not known. Of +1, only
     * those of the number's own country, or area where the country has several.
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
     * Returns what the most digits say; that is all zones of the calling code where the data does not have the area.
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
            // A number of a store's, of a country code that is gone.
            return null;
        }
    }

    /** Returns the zones of the longest beginning of these digits that the data has; no area's digits are 0 alone. */
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

    /** Returns no zone at all if one is not known: the hours have to hold in that one too. */
    private static List<ZoneId> known(List<?> ids) {
        List<ZoneId> zones = new ArrayList<>();
        for (Object id : ids) {
            try {
                zones.add(ZoneId.of(String.valueOf(id)));
            } catch (DateTimeException e) {
                // Such as Etc/Unknown, which the data has for "nobody knows".
                return List.of();
            }
        }
        return zones;
    }
}
