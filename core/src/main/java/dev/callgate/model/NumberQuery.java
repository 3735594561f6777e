package dev.callgate.model;

import dev.callgate.internal.VisibleText;
import jakarta.annotation.Nullable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which numbers of one organization to list: those that pass every filter, a page at a time, in the order of their E.164
 * text. Immutable: the {@code with} methods return a changed copy.
 *
 * @param organization whose numbers
 * @param status keep numbers of this status only; null for any
 * @param assigned true to keep the assigned, false to keep the available, null for both
 * @param provider keep the numbers of this provider only, compared exactly; null for any
 * @param country keep the numbers of this region only: an ISO 3166-1 code, or {@code 001}; null for any
 * @param digits keep the numbers that begin with these digits, with or without their country code, or that end with them,
 *     if they are {@value #FEWEST_LAST_DIGITS} or more; spaces around them and characters that cannot be seen are left out;
 *     null for any
 * @param after the number behind which the page begins; null at the start
 * @param limit how many numbers the page holds at most: 1 to {@value #MAX_LIMIT}
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
    /** The most numbers that one page holds. */
    public static final int MAX_LIMIT = 1_000;

    /** Fewer last digits would be those of every hundredth number or more. */
    public static final int FEWEST_LAST_DIGITS = 4;

    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST_DIGITS = 15;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the limit is not 1 to {@value #MAX_LIMIT}, the country is unknown, or
     *     {@code digits} is not 1 to 15 digits
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
        if (!visible.matches("[0-9]{1,%s}".formatted(MOST_DIGITS))) {
            throw new IllegalArgumentException("numbers are searched by 1 to %d digits, not by \"%s\""
                    .formatted(MOST_DIGITS, VisibleText.shown(digits)));
        }
        return visible;
    }

    /** Asks for the first 100 numbers of an organization. */
    public static NumberQuery of(OrganizationId organization) {
        return new NumberQuery(organization, null, null, null, null, null, null, DEFAULT_LIMIT);
    }

    /** Keeps numbers of this status only. */
    public NumberQuery withStatus(NumberStatus only) {
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

    /** Keeps numbers that are assigned to somebody. */
    public NumberQuery thatAreAssigned() {
        return new NumberQuery(organization, status, true, provider, country, digits, after, limit);
    }

    /** Keeps numbers that are assigned to nobody. */
    public NumberQuery thatAreAvailable() {
        return new NumberQuery(organization, status, false, provider, country, digits, after, limit);
    }

    /** Keeps numbers of one provider, its name compared exactly. */
    public NumberQuery withProvider(String only) {
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
     * Keeps numbers of one region.
     *
     * @throws IllegalArgumentException if there is no such country
     */
    public NumberQuery withCountry(String only) {
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
     * Keeps numbers as people look for them: by how they begin, with their country code ({@code 1202555}) or behind it
     * ({@code 202555}), or by their last digits ({@code 0123}), at least {@value #FEWEST_LAST_DIGITS} of them.
     *
     * @throws IllegalArgumentException if it is not 1 to 15 digits
     */
    public NumberQuery withDigits(String firstOrLast) {
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

    /** Continues behind the last number of an earlier page. */
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
     * Asks for at most so many numbers.
     *
     * @throws IllegalArgumentException if it is not 1 to {@value #MAX_LIMIT}
     */
    public NumberQuery limit(int most) {
        return new NumberQuery(organization, status, assigned, provider, country, digits, after, most);
    }

    /** Tells whether the filters keep a number; the page's place and size aside. */
    public boolean keeps(PhoneNumber number) {
        return number.organization().equals(organization)
                && (status == null || status == number.status())
                && (assigned == null || assigned == (number.assignedTo() != null))
                && (provider == null || provider.equals(number.provider()))
                && (country == null || country.equals(number.country()))
                && (digits == null || holdsDigits(number.e164().toString()));
    }

    /** Tells whether there is no filter. */
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
     * Returns how the E.164 text of a number may begin to pass the filter of digits: sorted, and none the beginning of
     * another. One that ends as {@link #ending} says passes too. Empty where there is no such filter.
     */
    public List<String> beginnings() {
        return digits == null ? List.of() : CallingCodes.beginnings(digits, country);
    }

    /** Returns how a number may end to pass the filter of digits; nothing where there is none, or it is too short. */
    public Optional<String> ending() {
        return Optional.ofNullable(digits).filter(last -> last.length() >= FEWEST_LAST_DIGITS);
    }
}
