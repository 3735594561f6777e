package dev.callgate.model;

import dev.callgate.internal.VisibleText;
import jakarta.annotation.Nullable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A query for one page of an organization's numbers: those that pass all filters, in the order of their E.164 text.
 * Immutable: the methods return a modified copy.
 *
 * @param organization the organization whose numbers are listed
 * @param status keeps only numbers with this status; null for no filter
 * @param assigned true keeps only assigned numbers, false keeps only available numbers; null for no filter
 * @param provider keeps only numbers of this provider, compared exactly; null for no filter
 * @param country keeps only numbers of this region, an ISO 3166-1 code or {@code 001}; null for no filter
 * @param digits keeps only numbers that begin with these digits, including or after the country code, or that end with
 *     them if there are {@value #MIN_LAST_DIGITS} or more. Surrounding spaces and invisible characters are removed.
 *     Null for no filter
 * @param after the number after which the page begins; null for the first page
 * @param limit the maximum number of numbers on the page, 1 to {@value #MAX_LIMIT}
 */
public record NumberQuery(
        OrganizationId organization,
        @Nullable NumberStatus status,
        @Nullable Boolean assigned,
        @Nullable String provider,
        @Nullable String country,
        @Nullable String digits,
        @Nullable E164 after,
        int limit) {
    /** The largest page size. */
    public static final int MAX_LIMIT = 1_000;

    /**
     * The fewest digits that are searched at the end of numbers. Three digits would match every thousandth number, and
     * fewer digits would match more.
     */
    public static final int MIN_LAST_DIGITS = 4;

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_DIGITS = 15;

    /**
     * Validates the values.
     *
     * @throws IllegalArgumentException if the limit is not 1 to {@value #MAX_LIMIT}, the country is unknown, or {@code
     *     digits} is not 1 to 15 digits
     */
    public NumberQuery {
        Objects.requireNonNull(organization, "organization");
        country = country == null ? null : Regions.require(country);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a page holds 1 to %d numbers, not %d".formatted(MAX_LIMIT, limit));
        }
        digits = digits == null ? null : searchable(digits);
    }

    private static String searchable(String digits) {
        String visible = VisibleText.clean(digits);
        if (!visible.matches("[0-9]{1,%s}".formatted(MAX_DIGITS))) {
            throw new IllegalArgumentException("search for numbers by 1 to %d digits, not by \"%s\""
                    .formatted(MAX_DIGITS, VisibleText.shown(digits)));
        }
        return visible;
    }

    /** Returns a query for the first 100 numbers of an organization. */
    public static NumberQuery of(OrganizationId organization) {
        return new NumberQuery(organization, null, null, null, null, null, null, DEFAULT_LIMIT);
    }

    /** Keeps only numbers with a status. */
    public NumberQuery status(NumberStatus only) {
        return new NumberQuery(
                organization,
                Objects.requireNonNull(only, "status"),
                assigned,
                provider,
                country,
                digits,
                after,
                limit);
    }

    /**
     * Keeps only numbers that are assigned to an agent, or only numbers that are not.
     *
     * @param only true for assigned numbers, false for available ones
     */
    public NumberQuery assigned(boolean only) {
        return new NumberQuery(organization, status, only, provider, country, digits, after, limit);
    }

    /** Keeps only numbers of one provider, whose name is compared exactly. */
    public NumberQuery provider(String only) {
        return new NumberQuery(
                organization,
                status,
                assigned,
                Objects.requireNonNull(only, "provider"),
                country,
                digits,
                after,
                limit);
    }

    /**
     * Keeps only numbers of one region.
     *
     * @throws IllegalArgumentException if the country is unknown
     */
    public NumberQuery country(String only) {
        return new NumberQuery(
                organization,
                status,
                assigned,
                provider,
                Objects.requireNonNull(only, "country"),
                digits,
                after,
                limit);
    }

    /**
     * Keeps only numbers with these first or last digits, as people search for numbers: by the first digits, including
     * the country code ({@code 1202555}) or after it ({@code 202555}), or by the last {@value #MIN_LAST_DIGITS} or
     * more digits ({@code 0123}).
     *
     * @throws IllegalArgumentException if the text is not 1 to 15 digits
     */
    public NumberQuery digits(String firstOrLast) {
        return new NumberQuery(
                organization,
                status,
                assigned,
                provider,
                country,
                Objects.requireNonNull(firstOrLast, "digits"),
                after,
                limit);
    }

    /** Returns a query for the page after the last number of the previous page. */
    public NumberQuery after(E164 lastSeen) {
        return new NumberQuery(
                organization,
                status,
                assigned,
                provider,
                country,
                digits,
                Objects.requireNonNull(lastSeen, "after"),
                limit);
    }

    /**
     * Returns a query with another page size.
     *
     * @throws IllegalArgumentException if the size is not 1 to {@value #MAX_LIMIT}
     */
    public NumberQuery limit(int most) {
        return new NumberQuery(organization, status, assigned, provider, country, digits, after, most);
    }

    /** Returns whether a number passes the filters, regardless of the position and size of the page. */
    public boolean keeps(PhoneNumber number) {
        return number.organization().equals(organization)
                && (status == null || status == number.status())
                && (assigned == null || assigned == (number.assignedTo() != null))
                && (provider == null || provider.equals(number.provider()))
                && (country == null || country.equals(number.country()))
                && (digits == null || holdsDigits(number.e164().newText()));
    }

    /** Returns whether the query has no filter. */
    public boolean keepsAll() {
        return status == null && assigned == null && provider == null && country == null && digits == null;
    }

    private boolean holdsDigits(String e164) {
        String wanted = Objects.requireNonNull(digits);
        return e164.startsWith(wanted, 1)
                || e164.startsWith(wanted, 1 + CallingCodes.lengthIn(e164))
                || ending().filter(e164::endsWith).isPresent();
    }

    /**
     * Returns the prefixes of the E.164 text that pass the filter of digits. The prefixes are sorted, and none is a
     * prefix of another. Numbers that end with {@link #ending} pass too. Empty if there is no such filter.
     */
    public List<String> beginnings() {
        return digits == null ? List.of() : CallingCodes.beginnings(digits, country);
    }

    /**
     * Returns the suffix that passes the filter of digits, or empty if there is no such filter or it has too few
     * digits.
     */
    public Optional<String> ending() {
        return Optional.ofNullable(digits).filter(last -> last.length() >= MIN_LAST_DIGITS);
    }
}
