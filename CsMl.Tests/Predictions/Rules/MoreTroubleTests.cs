using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Types;

namespace CsMl.Tests.Predictions.Rules;

/// <summary>
/// More trouble never lowers the churn probability: an account, and the same one worse off, both judged by the rules and
/// with learned weights.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class MoreTroubleTests
{
    private const long Week = 7 * TimeSpan.TicksPerDay;

    [Fact]
    public void A_lower_health_score() =>
        NeverHelps((f, r) => f.HealthScore is { } s ? f.WithHealth(s * r.NextDouble()) : null);

    [Fact]
    public void A_lower_newest_snapshot() =>
        NeverHelps(
            (f, r) =>
            {
                var known = f.HealthHistory.Where(s => s.Date <= Some.Now && s.OverallScore is not null).ToList();
                var newest = known.Count == 0 ? default : known.MaxBy(s => s.Date);
                return known.Count == 0
                    ? null
                    : f with
                    {
                        HealthHistory =
                        [
                            .. f.HealthHistory.Select(s =>
                                s == newest ? s with { OverallScore = s.OverallScore * r.NextDouble() } : s
                            ),
                        ],
                    };
            }
        );

    /// <summary>A small fall after a great one must not hide it, nor a short decline a long one.</summary>
    [Theory]
    [InlineData(new double[] { 90, 50, 50, 50, 50, 50, 50, 50, 50, 50 }, 34)]
    [InlineData(new double[] { 90, 84, 78, 72, 66, 60, 61, 59, 57, 57 }, 55)]
    public void A_further_fall_of_the_health_score(double[] scores, double further)
    {
        var before = Judged(Some.Account().WithHealth(50).WithWeeklyHealth(scores));
        var after = Judged(Some.Account().WithHealth(50).WithWeeklyHealth([.. scores[..^1], further]));

        Assert.True(before <= after, $"{before} fell to {after}");
    }

    [Fact]
    public void Another_unresolved_ticket() =>
        NeverHelps((f, r) => f.With(Some.Ticket(r.Next(200), priority: r.Next(2) == 0 ? "P1" : null)));

    [Fact]
    public void A_ticket_that_has_been_open_for_longer() =>
        NeverHelps(
            (f, r) =>
                f.Tickets.Count == 0
                    ? null
                    : f with
                    {
                        Tickets = ChangeOne(
                            f.Tickets,
                            r,
                            t => t with { CreatedAt = t.CreatedAt.AddDays(-r.Next(100)) }
                        ),
                    }
        );

    [Fact]
    public void A_ticket_that_becomes_urgent() =>
        NeverHelps(
            (f, r) =>
                f.Tickets.Count == 0
                    ? null
                    : f with
                    {
                        Tickets = ChangeOne(f.Tickets, r, t => t with { Priority = "URGENT" }),
                    }
        );

    [Fact]
    public void A_contact_that_turns_negative() =>
        NeverHelps(
            (f, r) =>
                f.Activities.Count == 0
                    ? null
                    : f with
                    {
                        Activities = ChangeOne(f.Activities, r, a => a with { Sentiment = Sentiment.Negative }),
                    }
        );

    [Fact]
    public void A_contact_that_turns_negative_among_many_of_one_instant() =>
        NeverHelps(
            (f, r) =>
                f.Activities.Count == 0
                    ? null
                    : f with
                    {
                        Activities = ChangeOne(f.Activities, r, a => a with { Sentiment = Sentiment.Negative }),
                    },
            first: f =>
                f with
                {
                    Activities = [.. f.Activities.Select(a => a with { Date = a.Date.AddTicks(-a.Date.Ticks % Week) })],
                }
        );

    [Fact]
    public void A_longer_silence_after_the_same_contacts()
    {
        RandomAccounts.Check(
            (facts, random) =>
            {
                var contacts = Some.Account() with
                {
                    CreatedAt = facts.CreatedAt,
                    Activities = [.. facts.Activities.Where(a => a.Date <= Some.Now)],
                };
                var previous = 0.0;
                for (var days = 0; days < 900; days += random.Next(1, 60))
                {
                    var probability = PredictionTypes
                        .Of(PredictionType.Churn)
                        .RuleSet.Evaluate(Signals.Of(contacts, Some.Now.AddDays(days)), 90)
                        .Probability;
                    Assert.True(probability >= previous - 1e-12, $"{previous} fell to {probability} after {days} days");
                    previous = probability;
                }
            }
        );
    }

    /// <summary>The account is as old as before, so that only its silence is longer.</summary>
    [Fact]
    public void The_same_contacts_longer_ago_with_learned_weights() =>
        NeverHelps(
            (f, r) =>
            {
                var days = r.Next(1, 200);
                return f.Activities.All(a => a.Date <= Some.Now)
                    ? f with
                    {
                        Activities = [.. f.Activities.Select(a => a with { Date = a.Date.AddDays(-days) })],
                    }
                    : null;
            },
            first: f =>
                Some.Account() with
                {
                    CreatedAt = f.CreatedAt,
                    Activities = [.. f.Activities.Where(a => a.Date <= Some.Now)],
                }
        );

    [Fact]
    public void Contacts_thinned_out_evenly_up_to_the_same_last_one()
    {
        var random = new Random(4711);
        for (var i = 0; i < 3_000; i++)
        {
            var gap = random.Next(1, 40);
            var every = random.Next(2, 6);
            var gaps = every * random.Next(1, 30);
            var silence = gap * random.NextDouble();
            var all = Enumerable.Range(0, gaps + 1).Select(k => silence + (double)gap * k).ToArray();
            var created = Some.DaysAgo(all[^1] + random.Next(3) * 40);
            var often = Some.Account().WithContacts(all) with { CreatedAt = created };
            var seldom = Some.Account().WithContacts([.. all.Where((_, k) => k % every == 0)]) with
            {
                CreatedAt = created,
            };

            AssertNeverLower(LearnedModels.BasisOf(often), LearnedModels.BasisOf(seldom));
            Assert.True(
                Judged(often) <= Judged(seldom) + 1e-12,
                $"{gaps} gaps of {gap} days, one of {every} kept, {silence:0.0} days silent: {Judged(often)} fell to {Judged(seldom)}"
            );
        }
    }

    [Fact]
    public void A_renewal_that_is_nearer() =>
        NeverHelps(
            (f, r) =>
                Signals.Of(f, Some.Now).DaysToRenewal is { } days and >= -60
                    ? f.WithRenewalIn(r.Next(-60, days + 1))
                    : null
        );

    [Fact]
    public void An_overdue_CTA() => NeverHelps((f, r) => f.With(Some.Cta(r.Next(1, 100))));

    [Fact]
    public void A_longer_time_without_an_executive() =>
        NeverHelps(
            (f, r) =>
            {
                var more = r.Next(200);
                var contacts = f.Contacts.Select(c => c with { LastContactAt = c.LastContactAt?.AddDays(-more) });
                return f.Contacts.Any(c => c.LastContactAt > Some.Now) ? null : f with { Contacts = [.. contacts] };
            }
        );

    [Fact]
    public void A_lost_opportunity() =>
        NeverHelps(
            (f, r) =>
                f.Opportunities.Count == 0
                    ? null
                    : f with
                    {
                        Opportunities = ChangeOne(f.Opportunities, r, o => o with { Status = OpportunityStatus.Lost }),
                    }
        );

    [Fact]
    public void A_cancelled_subscription() =>
        NeverHelps(
            (f, _) =>
                f with
                {
                    Subscription = (f.Subscription ?? new(null, null, null, null, null, null, null)) with
                    {
                        Status = "Cancelled",
                    },
                }
        );

    /// <param name="worse">The account worse off; null where it has nothing of the kind.</param>
    /// <param name="first">What is done to the account before either is judged.</param>
    private static void NeverHelps(
        Func<AccountFacts, Random, AccountFacts?> worse,
        Func<AccountFacts, AccountFacts>? first = null
    )
    {
        var compared = 0;
        RandomAccounts.Check(
            (facts, random) =>
            {
                var before = first is null ? facts : first(facts);
                for (var i = 0; i < 3; i++)
                {
                    if (worse(before, random) is { } after)
                    {
                        compared++;
                        Assert.True(
                            Judged(before) <= Judged(after) + 1e-12,
                            $"{Judged(before)} fell to {Judged(after)}"
                        );
                        Assert.True(Some.PredictChurn(before).Probability <= Some.PredictChurn(after).Probability);
                        AssertNeverLower(LearnedModels.BasisOf(before), LearnedModels.BasisOf(after));
                    }
                }
            }
        );
        Assert.True(compared > 500, $"only {compared} accounts could be compared");
    }

    private static void AssertNeverLower(PredictionBasis before, PredictionBasis after)
    {
        foreach (var model in LearnedModels.Some)
        {
            var (from, to) = (model.Apply(before).Sum, model.Apply(after).Sum);
            Assert.True(from <= to + 1e-12, $"With learned weights the log-odds fell from {from} to {to}");
        }
    }

    private static double Judged(AccountFacts facts) =>
        PredictionTypes.Of(PredictionType.Churn).RuleSet.Evaluate(Signals.Of(facts, Some.Now), 90).Probability;

    private static IReadOnlyList<T> ChangeOne<T>(IReadOnlyList<T> list, Random random, Func<T, T> change)
    {
        var at = random.Next(list.Count);
        return [.. list.Select((item, i) => i == at ? change(item) : item)];
    }
}
