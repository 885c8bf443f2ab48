namespace CsMl.Core.LanguageModel.Client;

/// <summary>What a failure of the server is about, as far as it says so.</summary>
internal enum FailureCause
{
    /// <summary>The server names none of the others. It may refuse a part of the request, or have failed.</summary>
    Unnamed,

    /// <summary>A content filter refused the prompt or the reply.</summary>
    Filtered,

    /// <summary>The prompt and the limit of the reply do not fit into the model's context.</summary>
    TooLong,

    OutOfQuota,
    RateLimited,
    KeyRefused,
    ModelNotFound,
    AddressNotFound,

    /// <summary>Nothing answers at the address.</summary>
    NoServer,

    /// <summary>The server refuses the question in every form that the app knows.</summary>
    EveryForm,
}
