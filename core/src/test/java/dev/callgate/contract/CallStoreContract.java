package dev.callgate.contract;

import org.junit.jupiter.api.Nested;

/** Contracts of deciding and counting calls; part of {@link StoreContract}. */
public abstract class CallStoreContract extends StoreTestSuite {
    @Nested
    class Counting extends CountingContract {}

    @Nested
    class Deciding extends CallGateContract {}

    @Nested
    class Policies extends CallPolicyContract {}

    @Nested
    class ChoosingNumbers extends NumberChoiceContract {}

    @Nested
    class Limiting extends LimitsContract {}

    @Nested
    class ScopesAndSpans extends LimitScopesContract {}

    @Nested
    class RollingWindows extends RollingWindowContract {}

    @Nested
    class CallsAtOnce extends LiveLimitContract {}

    @Nested
    class TalkTime extends TalkTimeLimitContract {}

    @Nested
    class Clocks extends LimitClockContract {}

    @Nested
    class Causes extends RefusalCauseContract {}

    @Nested
    class Attributes extends AttributeContract {}

    @Nested
    class Utilization extends LimitUtilizationContract {}

    @Nested
    class Repeating extends CallIdContract {}

    @Nested
    class Releasing extends ReleaseContract {}

    @Nested
    class ReusingCallIds extends CallIdReuseContract {}

    @Nested
    class Fingerprints extends CallFingerprintContract {}

    @Nested
    class RecordingCalls extends CallRecordContract {}

    @Nested
    class ListingCalls extends CallListingContract {}

    @Nested
    class Reporting extends UsageReportContract {}

    @Nested
    class Resting extends RestPeriodContract {}

    @Nested
    class CountingRefusals extends RefusalCountContract {}

    @Nested
    class Erasing extends CalleeErasureContract {}

    @Nested
    class KeepingHouse extends HousekeepingContract {}

    @Nested
    class Failing extends FailureContract {}

    @Nested
    class Honesty extends HonestyContract {}
}
