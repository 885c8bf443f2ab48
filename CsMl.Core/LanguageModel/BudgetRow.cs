namespace CsMl.Core.LanguageModel;

/// <summary>What a day or a run has spent so far.</summary>
internal sealed record BudgetRow(long Tokens, decimal Cost)
{
    public static readonly BudgetRow Nothing = new(0, 0);

    public BudgetRow Plus(BudgetRow other) => new(Tokens + other.Tokens, Cost + other.Cost);
}
