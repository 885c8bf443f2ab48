using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Predictions;
using static CsMl.Tests.Ctas.CtaSituations;

namespace CsMl.Tests.Ctas;

/// <summary>What a CTA takes from where, and the instants and words at which that turns.</summary>
public sealed class CtaEdgesTests
{
    private static readonly CtaFilter Any = new(null, null, null, null);
    private static readonly Cta Kims = Some.Cta(-3) with { OwnerId = "kim", Type = CtaType.Risk };
    private static readonly CtaRules Rules = With(Churn(0.9)).Rules;

    [Fact]
    public void A_filter_is_narrow_by_each_of_its_parts_but_the_day()
    {
        Assert.False((Any with { DueBefore = Now }).IsNarrow);
        Assert.True((Any with { OwnerId = "kim" }).IsNarrow);
        Assert.True((Any with { Status = CtaStatus.Open }).IsNarrow);
        Assert.True((Any with { Type = CtaType.Risk }).IsNarrow);
    }

    [Fact]
    public void A_filter_admits_what_is_as_each_of_its_parts_says()
    {
        Assert.True(Any.Admits(Kims));
        Assert.True((Any with { OwnerId = "kim" }).Admits(Kims));
        Assert.False((Any with { OwnerId = "jo" }).Admits(Kims));
        Assert.True((Any with { Type = CtaType.Risk }).Admits(Kims));
        Assert.False((Any with { Type = CtaType.Lifecycle }).Admits(Kims));
        Assert.True((Any with { DueBefore = Kims.DueDate!.Value.AddTicks(1) }).Admits(Kims));
        Assert.False((Any with { DueBefore = Kims.DueDate }).Admits(Kims));
    }

    [Fact]
    public void What_a_tenant_sets_for_itself_comes_before_what_is_set_for_all()
    {
        var options = new CtaOptions { MinCategory = RiskCategory.High };
        options.Tenants["own"] = new TenantCtaOptions
        {
            AutoGenerateOnPredict = true,
            AutoGenerateNightly = false,
            MinCategory = RiskCategory.Critical,
        };
        options.Tenants["none"] = new TenantCtaOptions();

        var (own, none) = (options.Of("own"), options.Of("none"));

        Assert.Equal(
            (true, false, RiskCategory.Critical),
            (own.AutoGenerateOnPredict, own.AutoGenerateNightly, own.MinCategory)
        );
        Assert.Equal(
            (false, true, RiskCategory.High),
            (none.AutoGenerateOnPredict, none.AutoGenerateNightly, none.MinCategory)
        );
        Assert.Equal(none, options.Of("other"));
    }

    [Fact]
    public void A_prediction_s_own_category_counts_whatever_the_scale_makes_of_its_probability()
    {
        var prediction = Churn(0.9) with { RiskCategory = RiskCategory.Medium };

        Assert.Equal(RiskCategory.Medium, CtaCandidate.CategoryOf(prediction, new RiskScale()));
    }

    [Theory]
    [InlineData(RiskCategory.High, 0.49, true)]
    [InlineData(RiskCategory.High, 0.5, false)]
    [InlineData(RiskCategory.Low, 0.49, false)]
    public void Confidence_is_lacking_only_where_a_CTA_would_be_made(
        RiskCategory category,
        double confidence,
        bool lacks
    )
    {
        var call = new CtaCandidate(PredictionType.Churn, category, confidence, HasSuggestion: true, null);

        Assert.Equal(lacks, call.LacksConfidence(Rules, Now));
        Assert.False((call with { Lifecycle = Lifecycle.Notice }).LacksConfidence(Rules, Now));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_snooze_is_over_at_its_end(long ticks, bool sleeps)
    {
        var asleep = Kims with { Status = CtaStatus.Snoozed, SnoozeUntil = Now.AddTicks(ticks) };

        var (record, woken) = new CtaRecord(asleep, [], 4).AsOf(Now);

        Assert.Equal(sleeps, woken is null);
        Assert.Equal(sleeps ? (CtaStatus.Snoozed, 4) : (CtaStatus.Open, 5), (record.Cta.Status, record.Version));
    }

    [Fact]
    public void A_new_end_of_a_snooze_and_a_new_outcome_take_the_place_of_the_old_ones()
    {
        var asleep = Kims with { Status = CtaStatus.Snoozed, SnoozeUntil = Now.AddDays(2) };
        var done = Kims with { Status = CtaStatus.Completed, Outcome = CtaOutcome.Positive };
        var patch = new CtaPatch(null, false, null, null, null, null, null);

        var later = patch with { Status = CtaStatus.Snoozed, SnoozeUntil = Now.AddDays(4) };
        Assert.Equal(Now.AddDays(4), Change(asleep, later).SnoozeUntil);
        Assert.Equal(CtaOutcome.Negative, Change(done, patch with { Outcome = CtaOutcome.Negative }).Outcome);
    }

    [Fact]
    public void A_snooze_up_to_the_due_date_leaves_it_even_on_a_Saturday()
    {
        var saturday = At(2026, 3, 7);
        var patch = new CtaPatch(null, false, null, null, null, null, null);
        var sleep = patch with { Status = CtaStatus.Snoozed, SnoozeUntil = saturday };

        Assert.Equal(saturday, Change(Kims with { DueDate = saturday }, sleep).DueDate);
    }

    [Fact]
    public void A_CTA_is_closed_because_of_a_recovery_unless_it_is_told_otherwise() =>
        Assert.True(new CtaStep.Close(Open(Now), "It fell.").HasRecovered);

    [Fact]
    public void A_new_CTA_has_the_tasks_of_its_playbook_and_what_it_was_planned_with()
    {
        var book = new Playbook
        {
            Id = "book",
            Name = "Save",
            Tasks = [new PlaybookTask("Call", 1, false)],
        };
        var renewed = new RetentionOutcomes { RenewedAt = Now.AddDays(-9), RenewedUntil = Now.AddDays(300) };

        var bare = Created(With(Churn(0.9)));
        var full = Created(With(Churn(0.9)) with { Playbooks = [book], Retention = renewed });

        Assert.Equal((null, 0), (bare.Cta.PlaybookId, bare.Tasks.Count));
        Assert.Equal(("book", "Call"), (full.Cta.PlaybookId, Assert.Single(full.Tasks).Title));
        Assert.Equal((RetentionOutcomes.None, renewed), (bare.Retention, full.Retention));
    }

    [Fact]
    public void An_open_CTA_of_the_app_that_says_the_same_under_another_type_holds_a_new_one()
    {
        var similar = Renewal() with { Title = "Critical churn risk: Health" };

        var skip = Assert.IsType<CtaStep.Skip>(PlanCtas.CreateOrSkip(With(Churn(0.9), [similar])));

        Assert.Equal("the open CTA 'Critical churn risk: Health' says the same", skip.Reason);
    }

    [Theory]
    [InlineData("Prepare the renewal on 1 May 2026", "Prepare the renewal on 2026 May 1", true)]
    [InlineData("Call 3 of 12", "Call 12 of 3", true)]
    [InlineData("Call 3 of 12", "Call 3 of 13", false)]
    public void Numbers_of_titles_are_the_same_in_any_order(string a, string b, bool same) =>
        Assert.Equal(same, SimilarTitle.Holds(a, b));

    [Fact]
    public void What_a_prediction_suggests_comes_before_what_its_category_asks_for()
    {
        var suggested = new SuggestedCta(CtaType.Risk, CtaPriority.Low, "Call Kim", "Nobody called.", 1);

        var own = Created(With(Churn(0.9) with { SuggestedCTA = suggested })).Cta;
        var bare = Created(With(Churn(0.9)) with { CtaId = "given" }).Cta;

        Assert.Equal(
            (CtaPriority.Low, "Call Kim", "Nobody called.", Now.AddDays(1)),
            (own.Priority, own.Title, own.Reason, own.DueDate)
        );
        Assert.Equal((CtaPriority.Critical, "Health is low"), (bare.Priority, bare.Reason));
        Assert.Equal("given", bare.Id);
        Assert.NotEqual("given", own.Id);
        Assert.True(own.IsAutomated);
    }

    [Theory]
    [InlineData("kim", "jo", "kim")]
    [InlineData(null, "jo", "jo")]
    [InlineData("kim", null, "kim")]
    [InlineData(null, null, null)]
    public void A_new_CTA_is_the_account_owner_s_or_else_the_caller_s(string? owner, string? caller, string? expected)
    {
        var situation = With(Churn(0.9)) with { CallerId = caller };
        situation = situation with { Facts = situation.Facts with { OwnerId = owner } };

        Assert.Equal(expected, Created(situation).Cta.OwnerId);
    }

    [Fact]
    public void A_reason_begins_with_its_category() =>
        Assert.StartsWith(
            "Critical churn risk (",
            WriteCta.ReasonOf(Churn(0.9), RiskCategory.Critical, new RiskScale()),
            StringComparison.Ordinal
        );

    [Fact]
    public void Each_character_that_Markdown_reads_is_escaped()
    {
        var prediction = Churn(0.9) with { Explanation = @"a\b `c` *d* [e] <f> (g) #h" };

        Assert.StartsWith(
            @"a\\b \`c\` \*d\* \[e\] \<f\> (g) #h" + "\n",
            Created(With(prediction)).Cta.Description,
            StringComparison.Ordinal
        );
    }

    private static CtaStep.Create Created(CtaSituation situation) =>
        Assert.IsType<CtaStep.Create>(PlanCtas.CreateOrSkip(situation));

    private static Cta Change(Cta cta, CtaPatch patch)
    {
        var result = patch.Apply(new CtaRecord(cta, [], 1), Open(Some.DaysAgo(9)), "jo", Now);
        return result.Record!.Cta;
    }
}
