using CsMl.Core.Portfolio;
using CsMl.Core.Storage;
using CsMl.Functions;
using CsMl.Functions.Http;
using CsMl.Local.Commands;
using CsMl.Local.Host.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Local;

/// <summary>The app with its store, shared by all commands that keep data.</summary>
internal static class LocalApp
{
    /// <summary>The tenant in mode Single.</summary>
    public const string Tenant = "default";

    /// <summary>The first page.</summary>
    public const string Home = "/api/dashboard";

    public static string DefaultDataDirectory { get; } =
        Path.Combine(
            Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData,
                Environment.SpecialFolderOption.DoNotVerify
            ),
            "csml"
        );

    /// <summary>Opens the store from the environment's settings, or else the embedded store in a folder.</summary>
    /// <param name="settings">Replaces the environment's settings if not null.</param>
    /// <param name="mustExist">If true, an embedded store is not created when it is missing.</param>
    public static LocalStore OpenStore(string dataDirectory, IConfiguration? settings = null, bool mustExist = false) =>
        LocalStore.Open(dataDirectory, settings ?? EnvironmentSettings(), mustExist);

    /// <summary>Adds the app's settings and services. Settings from the environment take precedence.</summary>
    public static void Configure(IServiceCollection services, IConfigurationManager settings, LocalStore store)
    {
        // The real host requires this setting; here a default is enough.
        settings.Sources.Insert(
            0,
            new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource
            {
                InitialData = [new("Nightly:Schedule", new NightlyOptions().Schedule)],
            }
        );
        if (string.IsNullOrWhiteSpace(settings[FunctionKey.SettingName]))
        {
            services.AddSingleton(OuterGate.Loopback);
        }

        services.AddCsMl(settings);
        store.AddTo(services, settings);
    }

    /// <summary>The app's services without a host, for commands that do not serve.</summary>
    /// <param name="clock">Null for the system clock.</param>
    /// <param name="over">Settings that override all others.</param>
    public static ServiceProvider Services(
        LocalStore store,
        IConfigurationManager? settings = null,
        TimeProvider? clock = null,
        IEnumerable<KeyValuePair<string, string?>>? over = null
    )
    {
        settings ??= EnvironmentSettings();
        settings.AddInMemoryCollection(over);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(clock ?? TimeProvider.System);
        Configure(services, settings, store);
        // A command handles its own messages and does not wait for a host to do so.
        services.AddSingleton<InlineQueue>();
        services.AddSingleton<IWorkQueue>(provider => provider.GetRequiredService<InlineQueue>());
        return services.BuildServiceProvider();
    }

    /// <summary>Runs the portfolio runs that <paramref name="services"/> started to their end.</summary>
    public static Task<bool> WorkOffAsync(
        IServiceProvider services,
        TimeProvider clock,
        TextWriter errors,
        CancellationToken cancellation
    ) =>
        AccountProgress.ShowAsync(
            "Scoring",
            clock,
            errors,
            async progress =>
            {
                await services
                    .GetRequiredService<InlineQueue>()
                    .WorkOffAsync(RunSteps.Of(services), progress, cancellation);
                return true;
            }
        );

    public static ConfigurationManager EnvironmentSettings()
    {
        var settings = new ConfigurationManager();
        settings.AddEnvironmentVariables();
        return settings;
    }
}
