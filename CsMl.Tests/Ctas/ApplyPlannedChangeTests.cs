using CsMl.Core.Accounts;
using CsMl.Core.Ctas;

namespace CsMl.Tests.Ctas;

/// <summary>What a planned change makes of a CTA that may have changed since.</summary>
public sealed class ApplyPlannedChangeTests
{
    private static readonly DateTimeOffset Now = Some.Now;
    private static readonly CtaSlot Slot = CtaSituations.Open(Some.DaysAgo(9)) with { OwnerId = "kim" };
    private static readonly Cta Cta = Some.Cta(-5) with { OwnerId = "kim", Priority = CtaPriority.High };
    private static readonly CtaTask[] Tasks = [new("Call", Now, "kim"), new("Write", Now, "jo"), new("Ask", Now, null)];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_recovery_begins_the_cooldown_and_another_close_does_not(bool hasRecovered)
    {
        var closed = Apply(new CtaStep.Close(Slot, "So.") { HasRecovered = hasRecovered }, Cta);

        Assert.Equal((CtaStatus.Cancelled, null), (closed.Record!.Cta.Status, closed.Record.Cta.SnoozeUntil));
        Assert.Equal((false, hasRecovered ? Now : null), (closed.Slot!.IsOpen, closed.Slot.RecoveredAt));
        Assert.Equal((CtaEventKind.Closed, "So."), (closed.Event!.Kind, closed.Event.Why));
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(6, 5)]
    public void A_raised_CTA_is_due_by_the_earlier_of_its_day_and_that_of_the_priority(int byInDays, int dueInDays)
    {
        var raised = Apply(Raise(CtaPriority.Critical, byInDays), Cta);

        Assert.Equal(Now.AddDays(dueInDays), raised.Record!.Cta.DueDate);
        Assert.Equal((CtaPriority.Critical, CtaPriority.Critical), (raised.Record.Cta.Priority, raised.Slot!.Priority));
        Assert.Equal(CtaEventKind.Raised, raised.Event!.Kind);
    }

    [Fact]
    public void A_raised_CTA_wakes_up_and_one_in_progress_stays_so()
    {
        var asleep = Cta with { Status = CtaStatus.Snoozed, SnoozeUntil = Now.AddDays(3) };

        var woken = Apply(Raise(CtaPriority.Critical, 1), asleep).Record!.Cta;

        Assert.Equal((CtaStatus.Open, null), (woken.Status, woken.SnoozeUntil));
        var busy = Apply(Raise(CtaPriority.Critical, 1), Cta with { Status = CtaStatus.InProgress }).Record!.Cta;
        Assert.Equal(CtaStatus.InProgress, busy.Status);
    }

    [Fact]
    public void What_is_closed_or_has_lost_its_place_or_is_raised_already_stays_as_it_is()
    {
        var raise = Raise(CtaPriority.High, 1);

        Assert.Null(Apply(raise, Cta).Event);
        Assert.Null(Apply(new CtaStep.Close(Slot, "So."), Cta with { Status = CtaStatus.Completed }).Event);
        Assert.Null(ApplyPlannedChange.Apply(new CtaStep.Close(Slot, "So."), Record(Cta), null, Now).Event);
    }

    [Fact]
    public void The_new_owner_gets_the_former_owners_tasks_and_nobody_elses()
    {
        var given = Apply(new CtaStep.Reassign(Slot, "lee", "So."), Cta);

        Assert.Equal("lee", given.Record!.Cta.OwnerId);
        Assert.Equal(["lee", "jo", null], given.Record.Tasks.Select(task => task.OwnerId));
        Assert.Equal("lee", given.Slot!.OwnerId);
    }

    [Fact]
    public void The_first_owner_gets_no_task_that_nobody_was_to_do()
    {
        var given = ApplyPlannedChange.Apply(
            new CtaStep.Reassign(Slot, "lee", "So."),
            Record(Cta with { OwnerId = null }),
            Slot with
            {
                OwnerId = null,
            },
            Now
        );

        Assert.Equal(["kim", "jo", null], given.Record!.Tasks.Select(task => task.OwnerId));
    }

    [Theory]
    [InlineData("kim", "kim", true, "lee")] // A person gave it to somebody.
    [InlineData("kim", "jo", false, "lee")] // The slot does not know its owner.
    [InlineData("lee", "lee", false, "lee")] // It is the new owner's already.
    public void Whose_CTA_it_is_stays_so_if_the_plan_no_longer_fits(
        string ofSlot,
        string ofCta,
        bool isAssigned,
        string owner
    )
    {
        var slot = Slot with { OwnerId = ofSlot, IsAssigned = isAssigned };

        var left = ApplyPlannedChange.Apply(
            new CtaStep.Reassign(slot, owner, "So."),
            Record(Cta with { OwnerId = ofCta }),
            slot,
            Now
        );

        Assert.Null(left.Event);
    }

    private static CtaStep.Raise Raise(CtaPriority priority, int byInDays) =>
        new(Slot, priority, Now.AddDays(byInDays), "So.");

    private static CtaPatchResult Apply(CtaStep step, Cta cta) =>
        ApplyPlannedChange.Apply(step, Record(cta), Slot, Now);

    private static CtaRecord Record(Cta cta) => new(cta, Tasks, 1);
}
