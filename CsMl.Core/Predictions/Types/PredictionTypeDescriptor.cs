using CsMl.Core.Accounts;
using CsMl.Core.Json;
using CsMl.Core.Predictions.Rules;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Predictions.Types;

/// <summary>All that sets one prediction type apart from the others; no other code asks which type it is.</summary>
internal abstract class PredictionTypeDescriptor
{
    public abstract PredictionType Type { get; }

    public string Name => EnumNames.Of(Type);

    /// <summary>What the probability is of, in the middle of a sentence, such as <c>churn risk</c>.</summary>
    public abstract string Noun { get; }

    /// <summary>The same at the beginning of a sentence about a change, such as <c>The chance of an expansion</c>.</summary>
    public abstract string Subject { get; }

    /// <summary>True if the event is good news: trouble with the account speaks against it.</summary>
    public virtual bool IsWelcome => false;

    /// <summary>
    /// True if it forecasts the health score: a model writes a summary in place of drivers, and accuracy is that of the
    /// direction and of the score.
    /// </summary>
    public virtual bool IsScoreForecast => false;

    /// <summary>True if its predictions have a risk category of their own.</summary>
    public virtual bool HasCategory => false;

    public abstract RuleSet RuleSet { get; }

    public abstract PromptText Prompt { get; }

    /// <summary>The CTA that a prediction of a high enough category makes; null if it never makes one.</summary>
    public abstract CtaType? Cta { get; }

    /// <summary>True if it makes a LIFECYCLE CTA from medium risk on when the renewal is near.</summary>
    public virtual bool MakesRenewalCta => false;

    /// <summary>What an explanation says between the account's name and the number of days.</summary>
    public abstract string ExplanationPhrase(RiskCategory category);

    /// <summary>The typed prediction with its own fields; those that all types have are filled in later.</summary>
    public abstract Prediction Create(in Estimate estimate, Signals signals, int windowDays);

    /// <summary>The rules' prediction with its own fields changed to what a model concluded.</summary>
    public abstract Prediction Revise(Prediction prediction, in Estimate estimate);

    /// <summary>
    /// Whether the event came true, as an outcome within the window decides at once; null if the outcome decides nothing.
    /// </summary>
    public abstract bool? IsTrueBy(OutcomeKind outcome);

    /// <summary>How a prediction turned out whose window has passed without an outcome that decides it.</summary>
    public abstract SettlementDecision SettleAtEnd(WindowEnd end);
}
