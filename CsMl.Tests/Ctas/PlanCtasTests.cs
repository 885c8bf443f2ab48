using CsMl.Core.Accounts;
using CsMl.Core.Ctas;

namespace CsMl.Tests.Ctas;

/// <summary>What is planned, dated to the second where a second decides.</summary>
public sealed class PlanCtasTests
{
    private static readonly Dictionary<string, CtaCase> Cases = (
        (CtaCase[])
            [
                .. PredictedCtaCases.Categories,
                .. PredictedCtaCases.Safeguards,
                .. DatedCtaCases.Renewals,
                .. DatedCtaCases.Calendar,
                .. HeldCtaCases.Cooldowns,
                .. HeldCtaCases.OpenOnes,
                .. FollowedCtaCases.Recoveries,
                .. FollowedCtaCases.Worsening,
                .. FollowedCtaCases.TwoTypes,
                .. CrmCtaCases.All,
                .. OwnedCtaCases.All,
                .. NoticeCtaCases.All,
            ]
    ).ToDictionary(c => c.Name);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Fact]
    public void There_are_sixty_at_least() => Assert.InRange(Cases.Count, 60, 200);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_plan_is(string name)
    {
        var (_, situation, expected) = Cases[name];

        var plan = PlanCtas.For(situation).Select(Tell).ToList();

        Assert.Equal(expected.Length, plan.Count);
        Assert.All(expected.Zip(plan), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
        // The same situation, the same plan; but for the new CTA's id.
        Assert.Equal(plan, PlanCtas.For(situation).Select(Tell));
    }

    private static string Tell(CtaStep step) =>
        step switch
        {
            CtaStep.Create(var cta, _, _) =>
                $"create {Word(cta.Type)} {cta.Priority.ToString().ToUpperInvariant()} due {cta.DueDate!.Value.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss}",
            CtaStep.Raise(var slot, var priority, var by, var reason) =>
                $"raise {Word(slot.Type)} {priority.ToString().ToUpperInvariant()} by {by.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss}: {reason}",
            CtaStep.Reassign(var slot, var owner, var reason) => $"reassign {Word(slot.Type)} to {owner}: {reason}",
            CtaStep.Close(var slot, var reason) => $"close {Word(slot.Type)}: {reason}",
            _ => $"skip: {step.Reason}",
        };

    private static string Word(CtaType type) => type == CtaType.Risk ? "RISK" : type.ToString().ToUpperInvariant();
}
