package dev.callgate.admin;

import dev.callgate.admin.ImportRow.Column;
import dev.callgate.internal.CountryNames;
import dev.callgate.internal.VisibleText;
import dev.callgate.model.Capability;
import dev.callgate.model.E164;
import dev.callgate.model.InvalidNumberException;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Regions;
import dev.callgate.model.TimeOrderedId;
import jakarta.annotation.Nullable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Parses rows. Each value that a row has is checked; each value that it does not have gets its default. */
final class ImportedNumber {
    private static final Pattern NAME_SEPARATORS = Pattern.compile("[\\s;,|]+");

    /** Line breaks within a cell of a spreadsheet. */
    private static final Pattern LINE_BREAKS = Pattern.compile("\\s*[\r\n]\\s*");

    private static final Pattern CALLING_CODE = Pattern.compile("\\+?[0-9]{1,4}");

    /** Other words for a status. Twilio calls a number that can be used "in-use". */
    private static final Map<String, NumberStatus> STATUS_WORDS = Map.of(
            "enabled", NumberStatus.ACTIVE,
            "in-use", NumberStatus.ACTIVE,
            "in use", NumberStatus.ACTIVE,
            "disabled", NumberStatus.INACTIVE,
            "deactivated", NumberStatus.INACTIVE);

    /** The columns that only few rows have. */
    private static final Set<Column> RARE_COLUMNS = EnumSet.range(Column.CAPABILITIES, Column.IN_SERVICE_SINCE);

    /** Means that a number has no capabilities; an empty value means the default ones. */
    private static final String NO_CAPABILITIES = "none";

    private final OrganizationId organization;

    @Nullable
    private final String defaultCountry;

    private final Instant now;

    ImportedNumber(OrganizationId organization, @Nullable String defaultCountry, Instant now) {
        this.organization = organization;
        this.defaultCountry = defaultCountry;
        this.now = now;
    }

    /**
     * Parses a row.
     *
     * @throws InvalidNumberException if the row's telephone number is invalid
     * @throws IllegalArgumentException if another value of the row is invalid
     */
    PhoneNumber parse(ImportRow row) {
        if (row.problem() != null) {
            throw new IllegalArgumentException(row.problem());
        }
        String named = row.value(Column.COUNTRY_CODE);
        String claimed = named.isEmpty() ? null : country(named);
        String country = claimed == null ? defaultCountry : claimed;
        E164 e164 = SpreadsheetNumber.parse(row.value(Column.PHONE_NUMBER), country);
        NewNumber number = NewNumber.of(organization, e164);
        // The default country only tells how to parse a number. A country that the row names must also be the right
        // one.
        number = claimed == null ? number : number.country(claimed);
        String provider = onOneLine(row.value(Column.PROVIDER));
        number = provider.isEmpty() ? number : number.provider(provider);
        return withRareColumns(number.toPhoneNumber(TimeOrderedId.at(now), now), row);
    }

    private static String onOneLine(String text) {
        return text.indexOf('\n') < 0 && text.indexOf('\r') < 0
                ? text
                : LINE_BREAKS.matcher(text).replaceAll(" ");
    }

    private static String country(String name) {
        if (Regions.known().contains(name)) {
            return name;
        }
        if (CALLING_CODE.matcher(name).matches() && !Regions.NON_GEOGRAPHIC.equals(name)) {
            throw new IllegalArgumentException(
                    "\"%s\" is a calling code, which several countries can share: name the country, such as US"
                            .formatted(name));
        }
        String code = CountryNames.code(name);
        return Regions.require(code == null ? VisibleText.shown(name) : code);
    }

    private PhoneNumber withRareColumns(PhoneNumber plain, ImportRow row) {
        if (Collections.disjoint(row.values().keySet(), RARE_COLUMNS)) {
            return plain;
        }
        return new PhoneNumber(
                plain.id(),
                plain.organization(),
                plain.e164(),
                plain.provider(),
                plain.country(),
                capabilities(row.value(Column.CAPABILITIES), plain.capabilities()),
                status(row.value(Column.STATUS)),
                date(row.value(Column.QUARANTINED_UNTIL), NumberInventory::requireQuarantine),
                date(row.value(Column.IN_SERVICE_SINCE), NumberInventory::requireInServiceSince),
                null,
                pastTime(row.value(Column.CREATED_AT)),
                pastTime(row.value(Column.UPDATED_AT)));
    }

    private static Set<Capability> capabilities(String names, Set<Capability> usual) {
        if (names.isEmpty()) {
            return usual;
        }
        Set<Capability> all = EnumSet.noneOf(Capability.class);
        if (names.equalsIgnoreCase(NO_CAPABILITIES)) {
            return all;
        }
        NAME_SEPARATORS
                .splitAsStream(names)
                .filter(name -> !name.isEmpty())
                .map(name -> constant(Capability.class, name, "capability"))
                .forEach(all::add);
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    "\"%s\" does not name a capability: name at least one, or write none if the number has none"
                            .formatted(names));
        }
        return all;
    }

    private static NumberStatus status(String name) {
        if (name.isEmpty()) {
            return NumberStatus.ACTIVE;
        }
        NumberStatus known = STATUS_WORDS.get(name.toLowerCase(Locale.ROOT));
        return known == null ? constant(NumberStatus.class, name, "status") : known;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name, String what) {
        for (E each : type.getEnumConstants()) {
            if (each.name().equalsIgnoreCase(name)) {
                return each;
            }
        }
        throw new IllegalArgumentException("\"%s\" is not a %s: use one of %s"
                .formatted(
                        VisibleText.shown(name),
                        what,
                        EnumSet.allOf(type).toString().toLowerCase(Locale.ROOT)));
    }

    @Nullable
    private static LocalDate date(String text, UnaryOperator<LocalDate> required) {
        try {
            return text.isEmpty() ? null : required.apply(LocalDate.parse(text));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a date: write it in the form 2026-03-02".formatted(VisibleText.shown(text)), e);
        }
    }

    private Instant pastTime(String text) {
        if (text.isEmpty()) {
            return now;
        }
        Instant instant;
        try {
            instant = Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    ("\"%s\" is not a date and time: write it in the form 2026-03-02T15:00:00Z; "
                                    + "for the first day of service, use the column in_service_since")
                            .formatted(VisibleText.shown(text)),
                    e);
        }
        if (instant.isAfter(now) || instant.isBefore(Instant.EPOCH)) {
            throw new IllegalArgumentException(
                    "\"%s\" is not between 1970 and now: correct the time when the number was added or changed"
                            .formatted(text));
        }
        return instant;
    }
}
