package dev.callgate.admin;

import dev.callgate.internal.VisibleText;
import dev.callgate.model.Capability;
import dev.callgate.model.E164;
import dev.callgate.model.InvalidNumberException;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Regions;
import jakarta.annotation.Nullable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * A number to add to an inventory. Immutable: each method returns a changed copy.
 *
 * <p>The number's country is determined by libphonenumber; {@link #country} only checks that it is the expected one. By default, a
 * number is active and has the capability {@link Capability#VOICE}.
 */
public final class NewNumber {
    static final int MAX_PROVIDER_LENGTH = 64;

    private final OrganizationId organization;
    private final E164 e164;

    @Nullable
    private final String provider;

    private final Set<Capability> capabilities;

    @Nullable
    private final LocalDate inServiceSince;

    private NewNumber(
            OrganizationId organization,
            E164 e164,
            @Nullable String provider,
            Set<Capability> capabilities,
            @Nullable LocalDate inServiceSince) {
        this.organization = organization;
        this.e164 = e164;
        this.provider = provider;
        this.capabilities = capabilities;
        this.inServiceSince = inServiceSince;
    }

    /**
     * Returns a number with default properties, from a text in international form.
     *
     * @throws InvalidNumberException if the text is not in that form, or the number cannot exist
     */
    public static NewNumber of(OrganizationId organization, String number) {
        return of(organization, E164.parse(number));
    }

    /** Returns a number with default properties, from a number that is already parsed. */
    public static NewNumber of(OrganizationId organization, E164 number) {
        Objects.requireNonNull(organization, "organization");
        return new NewNumber(
                organization, Objects.requireNonNull(number, "number"), null, Set.of(Capability.VOICE), null);
    }

    /**
     * Sets the name of the provider that supplies the number, by convention in lower case: {@code telnyx}, {@code twilio}. Spaces
     * around the name and invisible characters are removed, and other spaces become ASCII spaces.
     *
     * @throws IllegalArgumentException if the name is blank, has more than 64 characters, or has control characters
     */
    public NewNumber provider(String name) {
        return new NewNumber(organization, e164, requireProvider(name), capabilities, inServiceSince);
    }

    static String requireProvider(String name) {
        Objects.requireNonNull(name, "provider");
        String visible = VisibleText.clean(name);
        if (visible.isEmpty()) {
            throw new IllegalArgumentException(
                    "a provider's name must have 1 to %d visible characters, but \"%s\" has none"
                            .formatted(MAX_PROVIDER_LENGTH, VisibleText.shown(name)));
        }
        if (visible.length() > MAX_PROVIDER_LENGTH) {
            throw new IllegalArgumentException("a provider's name must have 1 to %d characters, but \"%s\" has %d"
                    .formatted(MAX_PROVIDER_LENGTH, visible, visible.length()));
        }
        if (name.strip().chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a provider's name must not contain control characters: remove them from \"%s\""
                            .formatted(VisibleText.shown(name)));
        }
        return visible;
    }

    /**
     * Checks that the number belongs to a country.
     *
     * @param code an ISO 3166-1 code of two letters, or {@code 001} for numbers that belong to no country
     * @throws IllegalArgumentException if the code is unknown
     * @throws InvalidNumberException if the number belongs to another country
     */
    public NewNumber country(String code) {
        String expected = Regions.require(code);
        if (!expected.equals(e164.region())) {
            throw InvalidNumberException.impossible(
                    e164.toString(),
                    "it belongs to %s, not to %s: correct the number or the country"
                            .formatted(e164.region(), expected));
        }
        return this;
    }

    /** Replaces the capabilities, which are only {@link Capability#VOICE} by default. */
    public NewNumber withCapabilities(Capability first, Capability... more) {
        return new NewNumber(organization, e164, provider, EnumSet.of(first, more), inServiceSince);
    }

    /**
     * Sets the first day on which calls were placed from the number, so that a warm-up ({@link dev.callgate.policy.Limit#warmingUp})
     * does not treat a number as new that was in use elsewhere before. By default, the number is new on the day when it is added.
     *
     * @param day in the organization's zone
     * @throws IllegalArgumentException if the day is not in the years 1970 to 9999
     */
    public NewNumber inServiceSince(LocalDate day) {
        return new NewNumber(organization, e164, provider, capabilities, NumberInventory.requireInServiceSince(day));
    }

    OrganizationId organization() {
        return organization;
    }

    E164 e164() {
        return e164;
    }

    PhoneNumber toPhoneNumber(UUID id, Instant now) {
        return new PhoneNumber(
                id,
                organization,
                e164,
                provider,
                e164.region(),
                capabilities,
                NumberStatus.ACTIVE,
                null,
                inServiceSince,
                null,
                now,
                now);
    }
}
