//! The system calls that no caged program needs.
//!
//! A deny list, because ffmpeg, poppler and their like lean on dozens of libraries whose needs change with
//! every release: what is refused here is what turns a broken decoder into a foothold (network,
//! other processes, mounts, kernel interfaces with a long record of holes).

use std::collections::BTreeMap;
use std::io;

use seccompiler::{
    BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen as Length, SeccompCmpOp as Compare, SeccompCondition,
    SeccompFilter, SeccompRule, TargetArch, apply_filter,
};

/// Refused with EPERM, so that a library that merely tries goes on without it.
const DENIED: &[libc::c_long] = &[
    // Network of any family. Even AF_UNIX: a path is enough to reach a container engine.
    libc::SYS_socket,
    libc::SYS_connect,
    libc::SYS_bind,
    libc::SYS_listen,
    // Other processes.
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_pidfd_getfd,
    libc::SYS_kcmp,
    // Running code that no path names.
    libc::SYS_memfd_create,
    libc::SYS_execveat,
    // Namespaces, mounts, handles that step around paths.
    libc::SYS_unshare,
    libc::SYS_setns,
    libc::SYS_chroot,
    libc::SYS_pivot_root,
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_open_tree,
    libc::SYS_move_mount,
    libc::SYS_fsopen,
    libc::SYS_fsconfig,
    libc::SYS_fsmount,
    libc::SYS_fspick,
    libc::SYS_mount_setattr,
    libc::SYS_name_to_handle_at,
    libc::SYS_open_by_handle_at,
    // Kernel interfaces that a decoder has no use for.
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_io_uring_setup,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_keyctl,
    libc::SYS_personality,
    libc::SYS_syslog,
    libc::SYS_acct,
    libc::SYS_quotactl,
    libc::SYS_reboot,
    libc::SYS_swapon,
    libc::SYS_swapoff,
    libc::SYS_kexec_load,
    libc::SYS_init_module,
    libc::SYS_finit_module,
    libc::SYS_delete_module,
];

/// What an office program does with its socket before it does anything else: it waits there for others of its
/// kind, and gives up where it cannot.
const NAMING: &[libc::c_long] = &[libc::SYS_bind, libc::SYS_listen];

/// Applies the filter to this thread and to whatever it executes. With `mute_sockets`, a socket of this machine
/// can be made, but never named or connected: it is told that it was named, and nobody will ever come.
pub(super) fn apply(mute_sockets: bool) -> io::Result<()> {
    for program in programs(mute_sockets).map_err(io::Error::other)? {
        apply_filter(&program).map_err(io::Error::other)?;
    }
    Ok(())
}

fn programs(mute_sockets: bool) -> Result<Vec<BpfProgram>, BackendError> {
    let denied = |call: &&libc::c_long| !(mute_sockets && (NAMING.contains(call) || **call == libc::SYS_socket));
    let mut rules: BTreeMap<_, _> = DENIED.iter().filter(denied).map(|call| (*call, vec![])).collect();
    if !mute_sockets {
        return Ok(vec![program(rules, libc::EPERM)?]);
    }
    let other = |argument: u8, than: libc::c_int| {
        let than = u64::from(than.unsigned_abs());
        SeccompRule::new(vec![SeccompCondition::new(argument, Length::Dword, Compare::Ne, than)?])
    };
    // Any other family or kind: one that needs no connection could send to an address.
    rules.insert(libc::SYS_socket, vec![other(0, libc::AF_UNIX)?, other(1, libc::SOCK_STREAM)?]);
    let naming = NAMING.iter().map(|call| (*call, vec![])).collect();
    // An error of zero is success, with nothing done.
    Ok(vec![program(rules, libc::EPERM)?, program(naming, 0)?])
}

fn program(
    mut rules: BTreeMap<libc::c_long, Vec<SeccompRule>>,
    error: libc::c_int,
) -> Result<BpfProgram, BackendError> {
    // The x32 table of an x86-64 kernel answers to the same numbers with bit 30 set, and
    // would be a way around every rule above.
    if cfg!(target_arch = "x86_64") {
        let others: Vec<_> = rules.keys().map(|call| (call | 0x4000_0000, vec![])).collect();
        rules.extend(others);
    }
    let arch = TargetArch::try_from(std::env::consts::ARCH)?;
    let refuse = SeccompAction::Errno(error.unsigned_abs());
    SeccompFilter::new(rules, SeccompAction::Allow, refuse, arch)?.try_into()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_filter_compiles_for_this_machine() {
        for mute_sockets in [false, true] {
            assert!(super::programs(mute_sockets).unwrap().iter().all(|program| !program.is_empty()));
        }
    }
}
