namespace CsMl.Core.LanguageModel.Client;

public enum ModelRole
{
    System,
    User,

    /// <summary>The model's own reply of before, which is to be mended.</summary>
    Assistant,
}
