using CsMl.Core.Accounts;

namespace CsMl.Local.Sample;

/// <summary>Generates the tickets, CTAs and deals of an account.</summary>
internal sealed class SampleCrmDataGenerator(SampleScenario story, int id, DateTimeOffset now, Random random)
{
    public List<Ticket> Tickets(int age)
    {
        var list = new List<Ticket>();
        for (var i = random.Draw(story.ClosedTickets); i > 0; i--)
        {
            var day = random.Next(25, Math.Max(26, Math.Min(age, 330)));
            list.Add(
                new Ticket(
                    $"t-{id}-{list.Count + 1}",
                    At(Math.Min(day, age)),
                    At(Math.Max(1, Math.Min(day, age) - random.Next(1, 15))),
                    "CLOSED",
                    random.Pick(SampleWords.CalmPriorities),
                    random.Pick(SampleWords.Tickets)
                )
            );
        }

        var open = random.Draw(story.OpenTickets);
        for (var i = 0; i < open; i++)
        {
            var priority = i < story.UrgentShare * open ? "HIGH" : random.Pick(SampleWords.CalmPriorities);
            list.Add(
                new Ticket(
                    $"t-{id}-{list.Count + 1}",
                    At(random.Draw(story.TicketDaysAgo)),
                    null,
                    "OPEN",
                    priority,
                    random.Pick(SampleWords.Tickets)
                )
            );
        }

        return list;
    }

    public List<Cta> Ctas()
    {
        var list = new List<Cta>();
        for (var i = random.Draw(story.OverdueCtas); i > 0; i--)
        {
            list.Add(Cta(list.Count, CtaStatus.Open, due: random.Next(3, 30)));
        }

        if (random.Next(3) == 0)
        {
            list.Add(Cta(list.Count, CtaStatus.InProgress, due: -random.Next(3, 20)));
        }

        if (random.Next(2) == 0)
        {
            var due = random.Next(25, 120);
            list.Add(
                Cta(list.Count, CtaStatus.Completed, due) with
                {
                    CompletedAt = At(due + 1),
                    Outcome = (CtaOutcome)random.Next(3),
                }
            );
        }

        return list;
    }

    private Cta Cta(int number, CtaStatus status, int due) =>
        new()
        {
            Id = $"cta-{id}-{number + 1}",
            AccountId = $"{id}",
            Type = (CtaType)random.Next(5),
            Priority = CtaPriority.Medium,
            Status = status,
            Title = random.Pick(SampleWords.CtaTitles),
            DueDate = At(due),
            OwnerId = $"csm-{id % 8 + 1}",
            CreatedAt = At(Math.Max(due, 0) + 14),
        };

    public List<Opportunity> Opportunities(decimal revenue)
    {
        var list = new List<Opportunity>();
        for (var i = random.Draw(story.OpenDeals); i > 0; i--)
        {
            list.Add(
                new Opportunity(
                    random.Pick(SampleWords.Deals),
                    "Proposal",
                    Math.Round(revenue * random.Next(5, 40) / 100),
                    random.Draw(story.DealChance),
                    At(-random.Next(15, 90)),
                    OpportunityStatus.Open
                )
            );
        }

        if (random.Next(4) == 0)
        {
            var won = random.Next(2) == 0;
            list.Add(
                new Opportunity(
                    random.Pick(SampleWords.Deals),
                    won ? "Closed won" : "Closed lost",
                    Math.Round(revenue * random.Next(5, 30) / 100),
                    won ? 100 : 0,
                    At(random.Next(60, 300)),
                    won ? OpportunityStatus.Won : OpportunityStatus.Lost
                )
            );
        }

        return list;
    }

    private DateTimeOffset At(double daysAgo) => SampleClock.At(now, daysAgo);
}
