package dev.callgate.dnc;

import dev.callgate.call.CallFacts;
import dev.callgate.call.Refused.Reason;
import dev.callgate.model.E164;
import dev.callgate.policy.CallRule;
import dev.callgate.policy.DoNotCallList;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A rule that refuses calls to the numbers on a national do-not-call list, which a {@link DoNotCallImport} wrote to a file. The file is
 * mapped into memory: it takes no heap, and a look-up reads one byte, takes no lock and allocates nothing. Thread-safe.
 *
 * <p>A call is refused for the first of these reasons that holds:
 * <ul>
 *   <li>{@link Reason#DO_NOT_CALL}: the number is on the list. Permanent.
 *   <li>{@link #AREA_CODE_MISSING}: the number is in a country of the list, and the file has no numbers of its area code. Permanent; not with
 *       {@link DoNotCallTerms#withAllAreaCodes}.
 *   <li>{@link Reason#DO_NOT_CALL_LIST_TOO_OLD}: the number is in a country of the list, which was obtained too long before the date of the call, in the
 *       organization's time zone. It ends, at an unknown time, when a newer list is loaded.
 * </ul>
 *
 * <p>Numbers outside the North American Numbering Plan are not refused: such lists have none of them. In the plan, each line has only one
 * number ({@link E164#sameLine}).
 */
public final class DoNotCallFile implements CallRule, DoNotCallList {
    /** The code of a refusal because the file has no numbers of the area code. */
    public static final String AREA_CODE_MISSING = "do_not_call_area_code_missing";

    private static final long SECONDS_PER_DAY = TimeUnit.DAYS.toSeconds(1);

    private final Path file;
    private final DoNotCallTerms terms;
    private volatile BitmapFile current;

    private DoNotCallFile(Path file, DoNotCallTerms terms, BitmapFile current) {
        this.file = file;
        this.terms = terms;
        this.current = current;
    }

    /**
     * Opens a file as a rule: maps it into memory, and reads all of it once, to check it.
     *
     * @throws DoNotCallException if an import did not make the file, or it is damaged
     * @throws IOException if it cannot be read
     */
    public static DoNotCallFile open(Path file, DoNotCallTerms terms) throws IOException {
        Objects.requireNonNull(terms, "terms");
        return new DoNotCallFile(file, terms, BitmapFile.open(file));
    }

    /**
     * Looks at the file again, and uses it from now on if an import has replaced it. Calls that are being decided at this moment are decided
     * by the former or the new list. Each call that is decided after this method has returned is decided by the new one. Costs little if the
     * file is the same; hosts may call it every minute.
     *
     * @return whether the file is another one than before
     * @throws DoNotCallException if an import did not make the file, or it is damaged. The former list stays in use
     * @throws IOException if it cannot be read. The former list stays in use
     */
    public synchronized boolean reload() throws IOException {
        if (BitmapFile.headerOf(file).isSameAs(current.header())) {
            return false;
        }
        current = BitmapFile.open(file);
        return true;
    }

    @Override
    public LocalDate date() {
        return current.date();
    }

    /** Returns how many numbers are on the list. */
    public long numbers() {
        return current.numbers();
    }

    /** {@inheritDoc} Takes no lock and allocates nothing. */
    @Override
    public boolean contains(E164 number) {
        return Nanp.has(number) && current.contains(number);
    }

    @Override
    public Optional<Reason> objectionTo(CallFacts call) {
        return Nanp.has(call.to()) ? Optional.ofNullable(reason(current, call)) : Optional.empty();
    }

    /** Returns null if the list does not object. All of an answer comes from one list. */
    @Nullable
    private Reason reason(BitmapFile list, CallFacts call) {
        if (list.contains(call.to())) {
            return new Reason(
                    Reason.DO_NOT_CALL,
                    "%s is on %s (of %s)".formatted(call.to().masked(), terms.name(), list.date()));
        }
        boolean hasAreaCode = terms.hasAllAreaCodes() || list.hasAreaCodeOf(call.to());
        boolean isKnown = hasAreaCode && isFresh(list, call);
        if (isKnown || !terms.regions().contains(call.to().region())) {
            return null;
        }
        return hasAreaCode ? tooOld(list) : areaCodeMissing(call.to());
    }

    /** Returns whether the list may be used on the date of the call, in the organization's time zone. */
    private boolean isFresh(BitmapFile list, CallFacts call) {
        long last = list.day() + terms.maxAgeDays();
        // Most lists are, in every time zone. To ask the zone allocates.
        return dayOf(call, ZoneOffset.MAX) <= last
                || dayOf(call, call.zone().getRules().getOffset(call.at())) <= last;
    }

    /** Returns the date of the call as the number of days since 1970-01-01. */
    private static long dayOf(CallFacts call, ZoneOffset offset) {
        return Math.floorDiv(call.at().getEpochSecond() + offset.getTotalSeconds(), SECONDS_PER_DAY);
    }

    private Reason tooOld(BitmapFile list) {
        return Reason.untilUnknown(
                Reason.DO_NOT_CALL_LIST_TOO_OLD,
                "%s was obtained on %s and may be used for %d days: load a newer list"
                        .formatted(terms.name(), list.date(), terms.maxAgeDays()));
    }

    private Reason areaCodeMissing(E164 to) {
        return new Reason(
                AREA_CODE_MISSING,
                "no numbers of area code %d of %s are loaded: load its list"
                        .formatted(Nanp.areaCodeOf(to), terms.name()));
    }

    /** Returns the file, the name of the list and its date. */
    @Override
    public String toString() {
        return "%s: %s of %s".formatted(file, terms.name(), date());
    }
}
