using CsMl.Core.Accounts;
using CsMl.Core.Json;
using CsMl.Core.Predictions.Rules;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Predictions.Types;

/// <summary>All differences between one prediction type and the others. No other code branches on the type.</summary>
internal abstract class PredictionTypeDescriptor
{
    public abstract PredictionType Type { get; }

    public string Name => EnumNames.Of(Type);

    /// <summary>Name of the probability within a sentence, such as <c>churn risk</c>.</summary>
    public abstract string Noun { get; }

    /// <summary>
    /// Name of the probability at the start of a sentence, such as <c>The chance of an expansion</c>.
    /// </summary>
    public abstract string Subject { get; }

    /// <summary>True if the event is good news, so that trouble with the account counts against it.</summary>
    public virtual bool IsWelcome => false;

    /// <summary>
    /// True if the type forecasts the health score. A model then writes a summary instead of drivers, accuracy is
    /// measured on the direction and the score, and it can be predicted of accounts that have left too.
    /// </summary>
    public virtual bool IsScoreForecast => false;

    /// <summary>True if predictions of this type have a risk category.</summary>
    public virtual bool HasCategory => false;

    /// <summary>True if an expected rate and outcomes change its probabilities (<see cref="ChurnModel"/>).</summary>
    public virtual bool IsLearned => false;

    public abstract RuleSet RuleSet { get; }

    public abstract PromptText Prompt { get; }

    /// <summary>Type of the CTA made for a prediction of a high enough category; null if none is made.</summary>
    public abstract CtaType? Cta { get; }

    /// <summary>
    /// True if accounts under notice always get a CTA and stand in the risk index whatever their probability, and if a
    /// LIFECYCLE CTA is made from medium risk upwards when the renewal is near.
    /// </summary>
    public virtual bool IsAboutRetention => false;

    /// <summary>The part of the explanation between the account's name and the number of days.</summary>
    public abstract string ExplanationPhrase(RiskCategory category);

    /// <summary>Creates the typed prediction with its own fields; the shared fields are set later.</summary>
    public abstract Prediction Create(in Estimate estimate, Signals signals, int windowDays);

    /// <summary>Updates the type's own fields of the rules' prediction with the model's estimate.</summary>
    public abstract Prediction Revise(Prediction prediction, in Estimate estimate);

    /// <summary>
    /// Whether the event came true if the outcome falls within the window; null if this kind of outcome does not decide
    /// it.
    /// </summary>
    public abstract bool? IsTrueBy(OutcomeKind outcome);

    /// <summary>Settles a prediction whose window has passed without a deciding outcome.</summary>
    public abstract SettlementDecision SettleAtEnd(WindowEnd end);
}
