using CsMl.Core.Accounts;
using CsMl.Core.Ctas;

namespace CsMl.Tests.Ctas;

/// <summary>What a caller's change makes of a CTA, of its slot and of its history.</summary>
public sealed class CtaPatchTests
{
    private static readonly DateTimeOffset Now = Some.Now;
    private static readonly CtaPatch Nothing = new(null, false, null, null, null, null, null);
    private static readonly CtaSlot Slot = CtaSituations.Open(Some.DaysAgo(9)) with { OwnerId = "kim" };
    private static readonly Cta Open = Some.Cta(-3) with { OwnerId = "kim" };
    private static readonly Cta Done = Open with { Status = CtaStatus.Completed, CompletedAt = Some.DaysAgo(2) };
    private static readonly Cta Asleep = Open with { Status = CtaStatus.Snoozed, SnoozeUntil = Now.AddDays(2) };

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(365L * TimeSpan.TicksPerDay, true)]
    [InlineData(365L * TimeSpan.TicksPerDay + 1, false)]
    public void A_snooze_ends_later_than_now_and_within_a_year(long ticks, bool isRight) =>
        Assert.Equal(isRight, CtaPatch.WhyNoSnooze(Now.AddTicks(ticks), Now) is null);

    [Fact]
    public void A_snooze_past_the_due_date_moves_it_to_the_day_of_waking_and_a_shorter_one_does_not()
    {
        var (longer, shorter) = (Snoozed(Now.AddDays(6)), Snoozed(Now.AddDays(2)));

        Assert.Equal((Now.AddDays(6), Now.AddDays(6)), (longer.Record!.Cta.SnoozeUntil, longer.Record.Cta.DueDate));
        Assert.Equal(
            "Status OPEN to SNOOZED, snoozed until 2026-03-10T09:30:00Z, due 2026-03-10T09:30:00Z.",
            longer.Event!.Why
        );
        Assert.Equal(CtaEventKind.Snoozed, longer.Event.Kind);
        Assert.Equal(Open.DueDate, shorter.Record!.Cta.DueDate);
        Assert.Equal("Status OPEN to SNOOZED, snoozed until 2026-03-06T09:30:00Z.", shorter.Event!.Why);
        Assert.True(longer.Slot!.IsOpen);
    }

    [Fact]
    public void Without_an_end_a_snooze_keeps_the_one_it_has_and_needs_one()
    {
        var sleep = Nothing with { Status = CtaStatus.Snoozed };

        Assert.Equal("snoozeUntil", Change(Open, sleep).Field);
        Assert.Null(Change(Asleep, sleep).Event);
        Assert.Equal(Asleep.SnoozeUntil, Change(Asleep, Nothing with { Notes = "Later" }).Record!.Cta.SnoozeUntil);
        var woken = Change(Asleep, Nothing with { Status = CtaStatus.Open });
        Assert.Equal((null, CtaEventKind.Changed), (woken.Record!.Cta.SnoozeUntil, woken.Event!.Kind));
    }

    [Fact]
    public void Closed_it_has_its_outcome_and_its_day_and_opened_again_neither()
    {
        var close = Nothing with { Status = CtaStatus.Completed, Outcome = CtaOutcome.Positive, Reason = "They stay." };

        var closed = Change(Open, close);

        Assert.Equal((CtaOutcome.Positive, Now), (closed.Record!.Cta.Outcome, closed.Record.Cta.CompletedAt));
        Assert.Equal(CtaEventKind.Closed, closed.Event!.Kind);
        Assert.Equal("Status OPEN to COMPLETED, outcome POSITIVE. They stay.", closed.Event.Why);
        Assert.False(closed.Slot!.IsOpen);

        var told = Change(closed.Record.Cta, Nothing with { Notes = "Called" }, now: Now.AddDays(1));
        Assert.Equal((CtaOutcome.Positive, Now), (told.Record!.Cta.Outcome, told.Record.Cta.CompletedAt));
        Assert.Equal((CtaEventKind.Noted, "Notes added."), (told.Event!.Kind, told.Event.Why));

        var opened = Change(closed.Record.Cta, Nothing with { Status = CtaStatus.InProgress });
        Assert.Equal((null, null), (opened.Record!.Cta.Outcome, opened.Record.Cta.CompletedAt));
        Assert.Equal(CtaEventKind.Reopened, opened.Event!.Kind);
        Assert.Null(Change(Open, Nothing with { Status = CtaStatus.Cancelled }).Record!.Cta.CompletedAt);
    }

    [Fact]
    public void Its_place_is_needed_to_open_it_again_and_for_nothing_else()
    {
        var open = Nothing with { Status = CtaStatus.Open };

        Assert.Equal(CtaPatchProblem.Conflict, Change(Done, open, hasSlot: false).Refusal);
        Assert.NotNull(Change(Done, open).Record);
        Assert.NotNull(Change(Open, Nothing with { Status = CtaStatus.InProgress }, hasSlot: false).Record);
        Assert.NotNull(Change(Done, Nothing with { Notes = "Called" }, hasSlot: false).Record);
        Assert.Null(Change(Done, Nothing with { Notes = "Called" }, hasSlot: false).Slot);
    }

    [Fact]
    public void An_outcome_is_that_of_a_closed_CTA()
    {
        var outcome = Nothing with { Outcome = CtaOutcome.Positive };

        Assert.Equal(CtaPatchProblem.Conflict, Change(Open, outcome).Refusal);
        Assert.Equal("Outcome POSITIVE.", Change(Done, outcome).Event!.Why);
    }

    [Fact]
    public void What_changes_nothing_makes_no_event()
    {
        Assert.Null(Change(Open, Nothing).Event);
        Assert.Null(Change(Open, Nothing with { SetsOwner = true, OwnerId = "kim" }).Event);
        Assert.Equal(Open, Change(Open, Nothing).Record!.Cta);
    }

    /// <summary>The account's owner is Lee.</summary>
    [Theory]
    [InlineData("jo", true, "Owner kim to jo.")]
    [InlineData("lee", false, "Owner kim to lee.")]
    [InlineData(null, true, "Owner kim to nobody.")]
    public void Given_to_anybody_but_the_accounts_owner_it_no_longer_follows_that_owner(
        string? owner,
        bool isAssigned,
        string why
    )
    {
        var given = Change(Open, Nothing with { SetsOwner = true, OwnerId = owner, AccountOwnerId = "lee" });

        Assert.Equal((owner, why), (given.Record!.Cta.OwnerId, given.Event!.Why));
        Assert.Equal((owner, isAssigned), (given.Slot!.OwnerId, given.Slot.IsAssigned));
        Assert.Equal((CtaEventKind.Changed, "robin"), (given.Event.Kind, given.Event.By));
    }

    [Fact]
    public void A_change_of_something_else_leaves_owner_and_recovery_as_they_are()
    {
        var slot = Slot with { OwnerId = "lee", IsAssigned = true, RecoveredAt = Some.DaysAgo(1) };
        var notes = Nothing with { Notes = "Called", OwnerId = "jo", AccountOwnerId = "kim" };

        var closed = notes.Apply(new CtaRecord(Done, [], 1), slot, "robin", Now).Slot!;
        var opened = notes.Apply(new CtaRecord(Open, [], 1), slot, "robin", Now);

        Assert.Equal(("lee", true, slot.RecoveredAt), (closed.OwnerId, closed.IsAssigned, closed.RecoveredAt));
        Assert.Equal(("kim", null), (opened.Record!.Cta.OwnerId, opened.Slot!.RecoveredAt));
    }

    private static CtaPatchResult Snoozed(DateTimeOffset until) =>
        Change(Open, Nothing with { Status = CtaStatus.Snoozed, SnoozeUntil = until });

    private static CtaPatchResult Change(Cta cta, CtaPatch patch, bool hasSlot = true, DateTimeOffset? now = null) =>
        patch.Apply(new CtaRecord(cta, [], 1), hasSlot ? Slot : null, "robin", now ?? Now);
}
