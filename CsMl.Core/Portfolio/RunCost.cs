using CsMl.Core.Predictions;

namespace CsMl.Core.Portfolio;

/// <summary>The model cost of a run.</summary>
/// <param name="Amount">Null if the price of the model is not configured.</param>
/// <param name="BudgetExhausted">True if a budget was exhausted and the rules made the remaining predictions.</param>
public sealed record RunCost(long Tokens, decimal? Amount, bool BudgetExhausted)
{
    public static readonly RunCost None = new(0, 0, false);

    public static RunCost Of(Prediction prediction) =>
        new(
            prediction.LlmMetadata?.TokensUsed ?? 0,
            prediction.LlmMetadata is { } asked ? asked.EstimatedCost : 0,
            prediction.FallbackReason == FallbackReason.BudgetExhausted
        );

    public RunCost Plus(RunCost other) =>
        new(Tokens + other.Tokens, Amount + other.Amount, BudgetExhausted || other.BudgetExhausted);
}
