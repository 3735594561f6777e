package dev.callgate.contract;

import dev.callgate.call.Refused.Reason;
import dev.callgate.contract.LimitRule.Scope;
import dev.callgate.contract.WorldModel.No;
import dev.callgate.contract.WorldModel.Number;
import dev.callgate.contract.WorldModel.Terms;
import dev.callgate.model.AuditEntry.Action;
import dev.callgate.model.CallOutcome;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The answers that the library may give to an operation, each with what it makes of the {@link WorldModel}. */
final class WorldAnswers {
    /** An answer, and the model after it. */
    record Answer(String text, WorldModel after) {}

    /** How long housekeeping keeps counters that count nothing any more. */
    private static final Duration KEPT = Duration.ofDays(2);

    static final String DONE = "done";
    static final String PERMANENT = "Permanent";

    /** The operation failed after a part of it was applied. No answer has this text. */
    static final String PARTLY = "partly";

    private final WorldModel before;
    private final World.Rules rules;
    private final Instant now;
    private final boolean isFailing;
    private final List<Answer> all = new ArrayList<>();

    private WorldAnswers(WorldModel before, World.Rules rules, Instant now, boolean isFailing) {
        this.before = before;
        this.rules = rules;
        this.now = now;
        this.isFailing = isFailing;
    }

    static List<Answer> to(
            WorldStep.Operation operation, WorldModel before, World.Rules rules, Instant now, boolean isFailing) {
        WorldAnswers answers = new WorldAnswers(before, rules, now, isFailing);
        answers.answer(operation);
        return answers.all;
    }

    private void add(String text) {
        all.add(new Answer(text, before));
    }

    private void add(String text, Consumer<WorldModel> change) {
        WorldModel after = before.copy();
        change.accept(after);
        all.add(new Answer(text, after));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(now, rules.zone());
    }

    private void answer(WorldStep.Operation operation) {
        if (operation instanceof WorldStep.Emergency) {
            add("emergency");
        } else if (operation instanceof WorldStep.Call call) {
            answer(call);
        } else if (operation instanceof WorldStep.OfNumber ofNumber) {
            answer(ofNumber);
        } else if (operation instanceof WorldStep.Release release) {
            end(before.find(release.n()), null);
        } else if (operation instanceof WorldStep.Complete complete) {
            end(before.find(complete.n()), complete.outcome());
        } else if (operation instanceof WorldStep.Renew renew) {
            WorldModel after = before.copy();
            boolean renewed = after.find(renew.n())
                    .filter(WorldCall::isOpen)
                    .map(each -> after.renew(each, now))
                    .orElse(false);
            all.add(new Answer(String.valueOf(renewed), after));
        } else if (operation instanceof WorldStep.Move move) {
            move(move);
        } else if (operation instanceof WorldStep.Reset) {
            reset();
        } else if (operation instanceof WorldStep.Erase erase) {
            erase(erase.callee());
        } else if (operation instanceof WorldStep.Forget forget) {
            LocalDate day = today().minusDays(forget.days());
            forget(day);
        } else if (operation instanceof WorldStep.KeepHouse) {
            keepHouse();
        }
    }

    /** D1 D3 D4 D5 D11: allowed from any number that may be used; refused by any of the reasons, all of which are listed. */
    private void answer(WorldStep.Call call) {
        if (World.isFarAhead(now)) {
            add(PERMANENT);
        }
        Optional<WorldCall> earlier = call.withId() ? before.find(call.n()) : Optional.empty();
        if (earlier.isPresent()) {
            repeat(call, earlier.get());
            return;
        }
        SortedSet<String> reasons = new TreeSet<>();
        List<Integer> candidates = before.candidates(call, rules, now, reasons);
        if (candidates.isEmpty()) {
            refuse(call, reasons);
        } else if (!World.isFarAhead(now)) {
            candidates.forEach(number -> add("from " + number, after -> after.count(call, number, rules, now)));
        }
    }

    /** D5: the same answer to the same request while the call is open; otherwise a refusal with a code of its own. */
    private void repeat(WorldStep.Call call, WorldCall earlier) {
        boolean isSame = earlier.callee() == call.callee() && !earlier.erased();
        if (!earlier.isOpen()) {
            refuseId(call, earlier.state());
        } else if (isSame) {
            add("from " + earlier.pair().number() + " again");
        } else {
            refuseId(call, Reason.CALL_ID_REUSED);
        }
    }

    /** A node that has cached the agent's numbers may count the refusal for the agent, although it has just lost them. */
    private void refuseId(WorldStep.Call call, String code) {
        refuse(call, new TreeSet<>(List.of(code)));
        if (before.numbersOf(call.agent()).isEmpty()) {
            refuse(call, call.agent(), code, " of [" + code + "]");
        }
    }

    /** T2: a refusal is counted if its call would be journaled, unless the store fails just then. */
    private void refuse(WorldStep.Call call, SortedSet<String> reasons) {
        Integer agent = before.numbersOf(call.agent()).isEmpty() ? null : call.agent();
        reasons.forEach(cause -> refuse(call, agent, cause, " of " + reasons));
    }

    private void refuse(WorldStep.Call call, @Nullable Integer agent, String cause, String reasons) {
        String text = "refused by " + cause + reasons;
        if (rules.journals(call)) {
            add(text, after -> after.refusals.merge(new No(today(), agent, cause), 1, Integer::sum));
        }
        if (!rules.journals(call) || isFailing) {
            add(text);
        }
    }

    /** D6 D13: the first end counts. */
    private void end(Optional<WorldCall> call, @Nullable CallOutcome outcome) {
        if (call.isEmpty()) {
            add("none");
        } else if (call.get().isOpen()) {
            add(
                    "ended: " + (outcome == null ? Reason.CALL_RELEASED : Reason.CALL_COMPLETED),
                    after -> after.end(call.get(), now, outcome));
        } else {
            add(call.get().state());
        }
    }

    /** K2 T1. */
    private void answer(WorldStep.OfNumber operation) {
        int n = operation.number();
        Number number = before.numbers.get(n);
        Terms terms = before.terms.get(n);
        if (operation instanceof WorldStep.Add) {
            change(
                    number == null ? DONE : "Duplicate",
                    Action.NUMBER_ADDED,
                    after -> after.numbers.put(n, new Number(true, null)));
        } else if (number == null) {
            add("NoSuchNumber");
        } else if (operation instanceof WorldStep.Activate) {
            change(number, each -> new Number(true, each.rest()), n);
        } else if (operation instanceof WorldStep.Deactivate) {
            change(number, each -> new Number(false, each.rest()), n);
        } else if (operation instanceof WorldStep.Quarantine rest) {
            change(number, each -> new Number(each.active(), today().plusDays(rest.days())), n);
        } else if (operation instanceof WorldStep.Delete) {
            change(terms == null ? DONE : "Assigned", Action.NUMBER_DELETED, after -> after.numbers.remove(n));
        } else if (operation instanceof WorldStep.Assign assign) {
            Terms made = new Terms(assign.agent(), assign.limit(), assign.abroad());
            change(terms == null ? DONE : "Assigned", Action.NUMBER_ASSIGNED, after -> after.terms.put(n, made));
        } else if (terms == null) {
            add("NotAssigned");
        } else if (operation instanceof WorldStep.Unassign) {
            change(DONE, Action.NUMBER_UNASSIGNED, after -> after.terms.remove(n));
        } else if (operation instanceof WorldStep.ChangeTerms change) {
            Terms now = new Terms(terms.agent(), change.limit(), change.abroad());
            change(terms.equals(now) ? "unchanged" : DONE, Action.TERMS_CHANGED, after -> after.terms.put(n, now));
        }
    }

    private void change(Number number, UnaryOperator<Number> change, int n) {
        Number changed = change.apply(number);
        change(
                changed.equals(number) ? "unchanged" : DONE,
                Action.NUMBER_CHANGED,
                after -> after.numbers.put(n, changed));
    }

    private void change(String text, Action action, Consumer<WorldModel> change) {
        if (text.equals(DONE)) {
            add(DONE, after -> {
                change.accept(after);
                after.audit.merge(action, 1, Integer::sum);
            });
        } else {
            add(text.equals("unchanged") ? DONE : text);
        }
    }

    private void move(WorldStep.Move move) {
        List<Integer> moved = before.numbersOf(move.from());
        add("moved " + moved.size(), after -> {
            for (int number : moved) {
                Terms terms = Objects.requireNonNull(after.terms.get(number));
                after.terms.put(number, new Terms(move.to(), terms.limit(), terms.abroad()));
                after.audit.merge(Action.NUMBER_UNASSIGNED, 1, Integer::sum);
                after.audit.merge(Action.NUMBER_ASSIGNED, 1, Integer::sum);
            }
        });
    }

    /** D3: a store may notice that the day is far ahead only if it has a count to reset. */
    private void reset() {
        WorldModel after = before.copy();
        int counts = after.reset(today());
        if (World.isFarAhead(now)) {
            add(PERMANENT);
        }
        if (counts == 0) {
            add("reset 0");
        } else if (!World.isFarAhead(now)) {
            after.audit.merge(Action.DAILY_COUNTS_RESET, 1, Integer::sum);
            all.add(new Answer("reset " + counts, after));
        }
    }

    private void erase(int callee) {
        WorldModel after = before.copy();
        long calls = after.calls.stream()
                .filter(each -> each.kept() && !each.erased() && each.callee() == callee)
                .count();
        after.replaceAll(
                each -> each.callee() == callee, each -> each.with(each.kept(), true, each.countsBut(Scope.CALLEE)));
        all.add(new Answer("erased " + calls, after));
    }

    /** D3 K8: a store may notice that the day is far ahead only if it has an assignment. */
    private void keepHouse() {
        if (World.isFarAhead(now)) {
            add(PERMANENT);
        }
        if (!World.isFarAhead(now) || !before.audit.containsKey(Action.NUMBER_ASSIGNED)) {
            add(DONE, after -> after.forgetCounters(now.minus(KEPT)));
        }
    }

    /** Days are deleted one after the other, from the oldest on, so that a failure leaves the later ones. */
    private void forget(LocalDate day) {
        WorldModel after = before.copy();
        all.add(new Answer("forgot " + forget(after, day), after));
        if (isFailing) {
            before.calls.stream()
                    .filter(each -> each.kept() && each.day().isBefore(day))
                    .map(WorldCall::day)
                    .distinct()
                    .forEach(each -> add(PARTLY, some -> forget(some, each)));
        }
    }

    private static long forget(WorldModel model, LocalDate day) {
        return model.replaceAll(
                each -> each.kept() && each.day().isBefore(day),
                each -> each.with(false, each.erased(), each.counts()));
    }
}
